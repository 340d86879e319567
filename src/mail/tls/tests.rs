//! A conversation in TLS with a relay whose certificate is made up, and trusted here alone.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::*;
use crate::clock;
use crate::mail::reply::Reply;
use crate::mail::wire::Wire;

const CERTIFICATE: &[u8] = include_bytes!("../../../tests/fixtures/tls/relay.crt.der");
const KEY: &[u8] = include_bytes!("../../../tests/fixtures/tls/relay.key.der");

type Served = StreamOwned<ServerConnection, TcpStream>;

/// A relay for one conversation; its port.
fn relay(converse: impl FnOnce(Served) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (certificate, key) = (CertificateDer::from(CERTIFICATE), PrivatePkcs8KeyDer::from(KEY));
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let config = config.with_single_cert(vec![certificate], PrivateKeyDer::from(key)).unwrap();
        let (tcp, _) = listener.accept().unwrap();
        converse(StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), tcp));
    });
    port
}

fn soon() -> Duration {
    clock::monotonic() + Duration::from_secs(2)
}

/// A line in TLS to it, as far as it goes.
fn line(port: u16, roots: RootCertStore, host: &str) -> Result<Wire> {
    let mut wire = Wire::connect("127.0.0.1", port, Duration::from_secs(2))?;
    wire.encrypt(with(Arc::new(trusting(roots).unwrap()), host)?, soon())?;
    Ok(wire)
}

fn trusted(port: u16) -> Wire {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(CERTIFICATE)).unwrap();
    line(port, roots, "relay.test").unwrap()
}

#[test]
fn what_tls_says_to_itself_is_no_answer_and_an_answer_too_many_is_seen() {
    let (go_on, may_go_on) = std::sync::mpsc::channel();
    let port = relay(move |mut served| {
        served.write_all(b"220 test\r\n").unwrap();
        may_go_on.recv().unwrap();
        served.write_all(b"250 a\r\n250 b\r\n").unwrap();
        // Until the other end has seen it.
        let _ = may_go_on.recv();
    });
    let mut wire = trusted(port);
    assert_eq!(Reply::hear(&mut wire, soon()).unwrap().code, 220);
    assert!(wire.unasked().unwrap().is_empty(), "tickets are none of the conversation");
    wire.write(b"EHLO test\r\n", soon()).unwrap();
    go_on.send(()).unwrap();
    assert_eq!(Reply::hear(&mut wire, soon()).unwrap().lines, ["a"]);
    assert_eq!(wire.unasked().unwrap(), b"250 b\r\n");
}

#[test]
fn an_answer_in_tls_has_its_time_and_its_size() {
    for drop in [b"2".as_slice(), b"250-x\r\n", &[b'x'; 16_000]] {
        let port = relay(move |mut served| {
            while served.write_all(drop).is_ok() {
                thread::sleep(Duration::from_millis(if drop.len() > 100 { 0 } else { 50 }));
            }
        });
        let mut wire = trusted(port);
        let began = Instant::now();
        assert!(Reply::hear(&mut wire, clock::monotonic() + Duration::from_millis(500)).is_err());
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
}

#[test]
fn a_message_of_any_length_is_written_whole() {
    let (told, heard) = std::sync::mpsc::channel();
    let port = relay(move |mut served| {
        let mut all = vec![0; 300_000];
        std::io::Read::read_exact(&mut served, &mut all).unwrap();
        told.send(all).unwrap();
    });
    let message: Vec<u8> = (0..300_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
    // Whoever hangs up with something unread takes back what is on its way.
    let mut wire = trusted(port);
    wire.write(&message, soon()).unwrap();
    assert!(heard.recv().unwrap() == message);
}

#[test]
fn whoever_cannot_prove_who_they_are_is_not_spoken_to() {
    let hello = |mut served: Served| drop(served.write_all(b"220 test\r\n"));
    assert!(line(relay(hello), RootCertStore::empty(), "relay.test").is_err(), "nobody vouches for it");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(CERTIFICATE)).unwrap();
    assert!(line(relay(hello), roots, "other.test").is_err(), "it is another's");
    assert!(to("not a host").is_err());
    assert!(to("127.0.0.1").is_ok() && to("relay.test").is_ok());
}

#[test]
fn a_handshake_has_its_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (mut tcp, _) = listener.accept().unwrap();
        // The head of a piece of 4,096 bytes, which then come one by one.
        let mut next = [22, 3, 3, 16, 0, 2].into_iter().chain(std::iter::repeat(0));
        while next.next().is_some_and(|byte| tcp.write_all(&[byte]).is_ok()) {
            thread::sleep(Duration::from_millis(50));
        }
    });
    let mut wire = Wire::connect("127.0.0.1", port, Duration::from_secs(2)).unwrap();
    let began = Instant::now();
    let until = clock::monotonic() + Duration::from_millis(500);
    assert!(wire.encrypt(to("relay.test").unwrap(), until).is_err());
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}
