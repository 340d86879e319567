//! Lists of persons, who are no units: 李某、王某负责.

use crate::bodies;
use crate::sentence::split_outside;
use crate::text::{Passage, Terms};

/// The most common family names.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤农蓝";
/// What stands behind a person's name, or for it.
const POSTS: &Terms = &Terms::new(&[
    "同志", "市长", "州长", "县长", "区长", "镇长", "局长", "主任", "书记", "经理", "助理", "校长", "院长", "厅长",
    "处长", "科长", "部长",
]);
/// What the names of places and offices of the same length end with.
const NO_NAMES: &str = "省市州县区镇乡村街旗盟局厅委办部署院所站室科处股队会社组库场厂园校";

/// A person's name, and what stands behind the semicolon or full stop there.
pub(super) fn parted(part: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let name = split_outside(part, &['；', ';', '。']).first().copied()?;
    (name.end() < part.end()).then(|| (name, part.from(name.end())))
}

/// Whether all names of a list are those of persons.
pub(crate) fn are_persons(names: Passage<'_>) -> bool {
    let parts = split_outside(names, &['、', '，', '；', ' ']);
    !parts.is_empty() && parts.iter().all(|part| is_person(*part))
}

fn is_person(name: Passage<'_>) -> bool {
    let family = name.chars().first().is_some_and(|c| FAMILIES.contains(*c));
    let own = family && (2..=3).contains(&name.len()) && !name.chars().last().is_some_and(|c| NO_NAMES.contains(*c));
    own && !bodies::is_unit(&name.to_string()) || has_post(name)
}

/// 副市长某某, 市甲局局长某某: an office with the name of who holds it, or without.
pub(super) fn has_post(name: Passage<'_>) -> bool {
    const NAME: usize = 4;
    let held = |post: &&str| name.rfind(post).is_some_and(|at| name.end() <= at + post.chars().count() + NAME);
    POSTS.iter().any(held) && !name.ends_with_any(&["部门", "单位", "办公室", "专班"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn persons_are_told_from_units() {
        for (names, persons) in [
            ("李某、周某某", true),
            ("陈某副市长", true),
            ("金山区", false),
            ("高新区、李家镇", false),
            ("李某、市甲局", false),
            ("副市长李某某、市甲局局长周某", true),
        ] {
            assert_eq!(are_persons(text_of(names).whole()), persons, "{names}");
        }
    }
}
