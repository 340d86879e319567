//! Where a request comes from, as far as tries to sign in are counted.

use std::net::{IpAddr, Ipv6Addr};

use crate::trail::AuditChannel;

/// An IPv4 address, or the first half of an IPv6 one: whoever has one address of a /64 has them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(IpAddr);

impl From<IpAddr> for Source {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => Self(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into()),
            short => Self(short),
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            IpAddr::V4(address) => write!(f, "{address}"),
            IpAddr::V6(address) => write!(f, "{address}/64"),
        }
    }
}

/// From where and by which way a request asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Asked {
    /// From where.
    pub source: Source,
    /// By which way.
    pub channel: AuditChannel,
}

impl Asked {
    /// From there, by that way.
    pub fn new(source: impl Into<Source>, channel: AuditChannel) -> Self {
        Self { source: source.into(), channel }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_computer_is_one_source_whichever_of_its_addresses_it_uses() {
        let source = |text: &str| Source::from(text.parse::<IpAddr>().unwrap()).to_string();
        assert_eq!(source("10.1.2.3"), "10.1.2.3");
        assert_eq!(source("::ffff:10.1.2.3"), "10.1.2.3");
        assert_eq!(source("2001:db8:1:2:a:b:c:d"), "2001:db8:1:2::/64");
        assert_eq!(source("2001:db8:1:2::1"), "2001:db8:1:2::/64");
        assert_ne!(source("2001:db8:1:3::1"), "2001:db8:1:2::/64");
    }
}
