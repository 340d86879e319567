//! Addresses and networks in the settings.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de};

/// Some addresses and networks: a list, or a text with commas as the environment gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every address of a kind is one of them.
    pub fn has_everybody(&self) -> bool {
        self.0.iter().any(|network| network.prefix_len() == 0)
    }

    /// Whether an address is one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Text(String),
    List(Vec<String>),
}

impl<'de> Deserialize<'de> for Networks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = match Given::deserialize(deserializer)? {
            Given::Text(text) => text.split(',').map(str::to_owned).collect(),
            Given::List(texts) => texts,
        };
        let networks = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(network);
        networks.collect::<Result<_, _>>().map(Self).map_err(de::Error::custom)
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let address = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    address.or_else(|_| text.parse()).map_err(|_| format!("{text:?} 不是 IP 地址或网段（如 10.1.0.0/16）"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn networks(json: &str) -> Result<Networks, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_list_or_a_text_names_addresses_and_networks() {
        for given in [r#"["10.1.0.0/16", "::1", "192.0.2.7"]"#, r#""10.1.0.0/16, ::1,192.0.2.7""#] {
            let networks = networks(given).unwrap();
            for inside in ["10.1.255.9", "::ffff:10.1.2.3", "::1", "192.0.2.7"] {
                assert!(networks.contains(inside.parse().unwrap()), "{given}: {inside}");
            }
            for outside in ["10.2.0.1", "::2", "192.0.2.8"] {
                assert!(!networks.contains(outside.parse().unwrap()), "{given}: {outside}");
            }
        }
        assert_eq!(networks(r#""""#).unwrap(), Networks::default());
    }

    #[test]
    fn what_is_no_address_is_refused_by_name() {
        for wrong in ["10.1.0.0/33", "proxy.example", "10.1"] {
            assert!(networks(&format!("[\"{wrong}\"]")).unwrap_err().contains(wrong));
        }
    }
}
