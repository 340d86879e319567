//! Traditional characters in their simplified form, as far as the words of the genre need them: 牽頭, 財政局.

use std::sync::OnceLock;

use crate::widths;

/// Each character before its simplified form, in the order of the first.
const PAIRS: &str = "\
    並并來来係系個个們们備备傳传債债傷伤傾倾僅仅價价億亿儘尽償偿優优儲储內内兩两創创劃划劑剂動动務务勞劳勢势匯汇區区協协參参員员問问啟启單单嚴严國国圍围園园圓圆圖图團团執执報报場场塊块墊垫壓压壞坏奪夺婦妇\
    孫孙學学實实寧宁審审寫写寬宽將将專专尋寻對对導导屆届層层屬属峽峡嶺岭師师帶带幣币幹干庫库廠厂廢废廣广廬庐廳厅張张強强彈弹後后從从復复徵征態态應应懷怀戰战擇择擊击擔担據据擴扩攔拦敵敌數数斷断於于時时晝昼\
    會会條条業业榮荣構构標标樣样樹树橋桥機机檔档檢检權权歲岁歷历殘残氣气決决沖冲況况淨净減减準准溝沟滅灭滿满漁渔漢汉潔洁濕湿濟济濫滥灣湾災灾為为無无營营爭争爾尔牆墙牽牵獎奖獨独獲获獻献現现瑪玛環环甌瓯產产\
    畫画異异當当療疗發发盜盗盡尽監监盤盘眾众確确碼码磚砖礎础祕秘禮礼種种稱称積积穩稳窮穷競竞筆笔節节範范築筑簡简簽签籌筹糧粮糾纠紀纪約约純纯紙纸級级細细終终組组結结絕绝絡络給给統统絲丝經经綜综綠绿維维網网\
    緊紧線线緣缘編编練练縣县縫缝縮缩縱纵總总績绩織织繫系繼继續续罰罚罷罢羅罗義义習习聖圣聯联聲声職职聽听肅肃脫脱腦脑膽胆臨临與与舉举舊旧艙舱艱艰萬万薦荐藝艺藥药蘇苏蘭兰處处號号蟲虫術术衛卫補补裝装裡里複复\
    規规視视親亲覺觉覽览觀观訂订計计訓训記记訪访設设許许評评試试該该詳详語语誠诚誤误說说課课調调談谈請请論论諧谐諮咨諸诸謀谋證证譯译議议護护譽誉讀读變变讓让豐丰負负財财貢贡貧贫貨货貫贯責责買买貸贷費费貼贴\
    貿贸資资賓宾賣卖質质賬账賴赖購购賽赛贊赞贏赢車车軌轨軍军軟软軸轴較较輔辅輕轻輛辆輪轮輸输轄辖轉转轟轰辦办辭辞農农迴回連连週周進进遊游運运過过達达違违遞递遠远適适遲迟選选遺遗還还邊边鄉乡鄧邓鄭郑鄰邻醫医\
    釋释針针釣钓鈣钙銀银銷销鋁铝鋪铺鋼钢錄录錢钱錫锡錯错鍵键鎖锁鎢钨鎮镇鏈链鐘钟鐵铁鑒鉴長长門门閉闭開开間间閘闸閩闽閱阅關关陳陈陸陆陽阳隊队階阶際际隨随險险隱隐隴陇雖虽雙双雜杂離离難难雲云電电靈灵靜静韓韩\
    頁页項项順顺須须預预領领頭头頻频題题額额願愿類类顧顾顯显風风飛飞飯饭飲饮養养餘余館馆駐驻駕驾騎骑驅驱驗验驟骤體体髮发鬥斗魚鱼鳥鸟鹽盐麗丽麥麦黃黄點点黨党齊齐齡龄龍龙龜龟\
    ";

/// The first and the last of the ideographs among which all of [`PAIRS`] stand.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

/// The simplified form of a traditional character.
pub(super) fn simplified(c: char) -> Option<char> {
    static TABLE: OnceLock<Vec<Option<char>>> = OnceLock::new(); // one look a character: each of a document is asked for
    let place = u32::from(c).checked_sub(FIRST).filter(|place| *place <= LAST - FIRST)?;
    TABLE.get_or_init(table).get(widths::place(place)).copied().flatten()
}

/// The simplified form by the place of a character among the ideographs.
fn table() -> Vec<Option<char>> {
    let mut table = vec![None; widths::place(LAST - FIRST + 1)];
    for (written, simplified) in PAIRS.chars().step_by(2).zip(PAIRS.chars().skip(1).step_by(2)) {
        let place = u32::from(written).checked_sub(FIRST).map(widths::place);
        if let Some(place) = place.and_then(|place| table.get_mut(place)) {
            *place = Some(simplified);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traditional_character_has_one_simplified_form() {
        let written: Vec<char> = PAIRS.chars().step_by(2).collect();
        assert!(written.is_sorted() && written.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(PAIRS.chars().skip(1).step_by(2).all(|simple| simplified(simple).is_none()));
        assert_eq!("縣財政局牽頭".chars().map(|c| simplified(c).unwrap_or(c)).collect::<String>(), "县财政局牵头");
    }
}
