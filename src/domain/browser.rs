//! The browser that somebody signs in with, as far as its name helps to know one's own again among the open sessions.

/// What a browser calls itself, and the name people know it by; the first that is found names it, since every browser calls itself others, too.
const BROWSERS: [(&str, &str); 12] = [
    ("MicroMessenger/", "微信"),
    ("DingTalk/", "钉钉"),
    ("QQBrowser/", "QQ浏览器"),
    ("QIHU 360", "360浏览器"),
    ("360SE", "360浏览器"),
    ("MetaSr", "搜狗浏览器"),
    ("UOS ", "统信浏览器"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Trident/", "Internet Explorer"),
];

/// The same for systems; Android calls itself Linux, and a telephone of Apple's like a Mac.
const SYSTEMS: [(&str, &str); 8] = [
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Kylin", "麒麟"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// The name of a browser and its system: `Edge · Windows`. Nothing else of what it says of itself is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser(String);

impl Browser {
    /// As it calls itself; `None` where nothing of that is known.
    pub fn named(user_agent: &str) -> Option<Self> {
        let first = |names: &[(&str, &'static str)]| {
            names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
        };
        let names: Vec<&str> = [first(&BROWSERS), first(&SYSTEMS)].into_iter().flatten().collect();
        (!names.is_empty()).then(|| Self(names.join(" · ")))
    }
}

impl std::fmt::Display for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_people_know_it() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let name = |text: &str| Browser::named(text).map(|browser| browser.to_string()).unwrap_or_default();
        let windows = format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/131.0.0.0 Safari/537.36");
        assert_eq!(name(&windows), "Chrome · Windows");
        assert_eq!(name(&format!("{windows} Edg/131.0.0.0")), "Edge · Windows");
        assert_eq!(
            name(&format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} Chrome/114.0.0.0 Safari/537.36 UOS Pro")),
            "统信浏览器 · Linux"
        );
        assert_eq!(name("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox · Linux");
        assert_eq!(
            name(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49"
            ),
            "微信 · iPhone"
        );
        assert_eq!((Browser::named("curl/8.5.0"), Browser::named("")), (None, None));
    }
}
