//! Encryption: which certificates are trusted.

use crate::support::server::read_request;
use crate::support::{List, MUTUAL_TLS, Reply, Server, client, list, list_info, send};
use codegen_runtime::wire::Base64;
use codegen_runtime::{Client, ClientBuilder, ErrorKind, OperationInfo};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, crypto::ring};
use std::io::{self, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::thread;

/// A server for `localhost`, and the certificate that has signed its own.
pub(crate) struct SecureServer {
    pub(crate) base_url: String,
    root_pem: String,
    root_der: Vec<u8>,
}

/// A certificate that signs others.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

impl SecureServer {
    pub(crate) fn start() -> Self {
        Self::asking(None)
    }

    /// A server that only talks to those who show a certificate by this authority, where there is one.
    fn asking(clients: Option<&CertifiedIssuer<'static, KeyPair>>) -> Self {
        Self::speaking(&[], clients, answer)
    }

    /// A server that speaks these protocols.
    pub(crate) fn speaking(
        protocols: &[&[u8]],
        clients: Option<&CertifiedIssuer<'static, KeyPair>>,
        answer: fn(Secure) -> io::Result<()>,
    ) -> Self {
        let root = authority();
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(["localhost".to_owned()])
            .unwrap()
            .signed_by(&key, &root)
            .unwrap();
        let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap();
        let config = match clients {
            None => config.with_no_client_auth(),
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                roots.add(clients.der().clone()).unwrap();
                let roots = Arc::new(roots);
                let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider);
                config.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let mut config = config.with_single_cert(vec![leaf.der().clone()], private).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        thread::spawn(move || serve(&listener, &Arc::new(config), answer));
        Self {
            base_url,
            root_pem: root.pem(),
            root_der: root.der().to_vec(),
        }
    }

    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder(&self.base_url).no_proxy()
    }

    /// A client that trusts it.
    pub(crate) fn trusting(&self) -> ClientBuilder {
        Client::builder(&self.base_url).root_certificate_pem(self.root_pem.as_bytes())
    }
}

/// A connection that is encrypted.
pub(crate) type Secure = StreamOwned<ServerConnection, TcpStream>;

fn serve(listener: &TcpListener, config: &Arc<ServerConfig>, answer: fn(Secure) -> io::Result<()>) {
    for stream in listener.incoming() {
        let connection = ServerConnection::new(Arc::clone(config)).unwrap();
        let stream = StreamOwned::new(connection, stream.unwrap());
        // A client may have enough at any time.
        thread::spawn(move || answer(stream).ok());
    }
}

fn answer(stream: Secure) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while read_request(&mut reader).is_some() {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[5]";
        reader.get_mut().write_all(answer)?;
    }
    Ok(())
}

#[test]
fn a_root_certificate_that_is_given_is_trusted() {
    let server = SecureServer::start();
    for builder in [
        server.client().root_certificate_pem(server.root_pem.as_bytes()),
        server.client().root_certificate_der(&server.root_der),
        server
            .client()
            .root_certificate_der(&server.root_der)
            .only_root_certificates(),
    ] {
        assert_eq!(*builder.build().unwrap().send_blocking(list()).unwrap(), [5]);
    }
}

#[test]
fn a_certificate_from_elsewhere_is_not_trusted() {
    let server = SecureServer::start();
    let other = SecureServer::start();
    let client = server
        .client()
        .root_certificate_pem(other.root_pem.as_bytes())
        .build()
        .unwrap();
    let error = send(&client, &list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error:?}");
    assert!(error.is_connect());
    assert!(error.to_string().contains("certificate"), "{error}");
    let client = server
        .client()
        .root_certificate_pem(server.root_pem.as_bytes())
        .only_root_certificates()
        .build()
        .unwrap();
    send(&client, &list()).unwrap();
}

#[test]
fn a_root_certificate_that_is_none_is_an_error_of_the_client() {
    for builder in [
        Client::builder("https://h").root_certificate_pem(b"nothing"),
        Client::builder("https://h").root_certificate_der(b"nothing"),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("root certificate"), "{error}");
    }
}

static BY_MUTUAL_TLS: OperationInfo = list_info(&[&[&MUTUAL_TLS]]);

/// The key of elliptic curves that a PKCS#8 text wraps, as SEC 1 writes it (RFC 5915).
fn sec1(key: &KeyPair) -> String {
    let wrapped = key.serialize_der();
    // The last member is the key itself, behind the header of the whole, the version and the algorithm.
    let algorithm = 6;
    let start = algorithm + 2 + usize::from(wrapped[algorithm + 1]) + 2;
    let text = Base64::from(&wrapped[start..]).to_string();
    format!("-----BEGIN EC PRIVATE KEY-----\n{text}\n-----END EC PRIVATE KEY-----\n")
}

#[test]
fn an_identity_is_shown_to_a_server_that_asks_for_one() {
    let clients = authority();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["client".to_owned()])
        .unwrap()
        .signed_by(&key, &clients)
        .unwrap()
        .pem();
    let server = SecureServer::asking(Some(&clients));
    let client = || server.client().root_certificate_pem(server.root_pem.as_bytes());
    for identity in [
        format!("{certificate}{}", key.serialize_pem()),
        format!("{}{certificate}", key.serialize_pem()),
        format!("{certificate}{}", sec1(&key)),
    ] {
        for builder in [client(), client().only_root_certificates()] {
            let client = builder.identity_pem(&*identity).build().unwrap();
            assert_eq!(*send(&client, &List::needing(&BY_MUTUAL_TLS)).unwrap(), [5]);
            assert!(format!("{client:?}").contains("mutual TLS"), "{client:?}");
        }
    }
    let nobody = client().build().unwrap();
    assert!(nobody.send_blocking(list()).is_err());
    let error = send(&nobody, &List::needing(&BY_MUTUAL_TLS)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingCredential);
}

#[test]
fn an_identity_that_cannot_be_used_is_an_error_of_the_client() {
    let (issuer, key) = (authority(), KeyPair::generate().unwrap());
    let certificate = issuer.pem();
    for (identity, word) in [
        ("nothing".to_owned(), "no certificate"),
        (key.serialize_pem(), "no certificate"),
        (certificate.clone(), "no private key"),
        (format!("{certificate}{}", key.serialize_pem()), "cannot be used"),
    ] {
        let builder = Client::builder("https://h").only_root_certificates();
        let error = builder.identity_pem(identity).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(word), "{error}");
    }
}

const VARIABLE: &str = "TEST_WITHOUT_CERTIFICATES";

#[test]
fn a_machine_without_certificates_can_call_what_needs_none() {
    // The environment of this process is shared with the other tests: so another process, which runs the test below.
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::on_a_machine_without_certificates"])
        .env("SSL_CERT_FILE", "/nonexistent")
        .env("SSL_CERT_DIR", "/nonexistent")
        .env(VARIABLE, "yes")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

/// Does nothing unless the test above runs it.
#[test]
fn on_a_machine_without_certificates() {
    if std::env::var(VARIABLE).is_err() {
        return;
    }
    send(&client(&Server::always(Reply::json(200, "[]"))), &list()).unwrap();
    let error = Client::builder("https://h").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().contains("`ClientBuilder::root_certificate_pem`"),
        "{error}"
    );
    let server = SecureServer::start();
    let client = server
        .client()
        .root_certificate_pem(server.root_pem.as_bytes())
        .build()
        .unwrap();
    send(&client, &list()).unwrap();
}

const TRUSTED_SERVER: &str = "TEST_OF_PLATFORM_SERVER";
const OTHER_ROOT: &str = "TEST_OF_PLATFORM_OTHER_ROOT";

#[test]
fn the_platform_is_trusted_unless_it_is_refused() {
    let server = SecureServer::start();
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/root.pem");
    #[expect(clippy::disallowed_methods, reason = "another process has to read it")]
    std::fs::write(file, &server.root_pem).unwrap();
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::on_a_platform_that_trusts_a_server"])
        .env("SSL_CERT_FILE", file)
        .env(TRUSTED_SERVER, &server.base_url)
        .env(OTHER_ROOT, SecureServer::start().root_pem)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

/// Does nothing unless the test above runs it.
#[test]
fn on_a_platform_that_trusts_a_server() {
    let (Ok(url), Ok(other_root)) = (std::env::var(TRUSTED_SERVER), std::env::var(OTHER_ROOT)) else {
        return;
    };
    let client = || Client::builder(&url).no_proxy();
    send(&client().build().unwrap(), &list()).unwrap();
    let besides = client().root_certificate_pem(other_root.as_bytes());
    send(&besides.build().unwrap(), &list()).unwrap();
    let instead = client()
        .root_certificate_pem(other_root.as_bytes())
        .only_root_certificates();
    assert_eq!(
        send(&instead.build().unwrap(), &list()).unwrap_err().kind(),
        ErrorKind::Tls
    );
}
