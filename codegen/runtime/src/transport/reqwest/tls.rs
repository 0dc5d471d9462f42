//! Encryption: rustls with ring, and the certificates that the platform trusts.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::super::super::client::connection::{Connection, RootCertificate};

/// The configuration for a connection.
///
/// The provider is given explicitly, so that nothing depends on one being installed for the whole process.
/// A machine without any certificates can still call servers that do not need them.
pub(super) fn configure(connection: &Connection, needs_tls: bool) -> Result<ClientConfig, String> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("no version of TLS can be used: {error}"))?;
    let given = read_roots(&connection.roots)?;
    let platform = connection
        .platform_roots
        .then(|| Verifier::new_with_extra_roots(given.certificates, provider));
    let builder = match platform {
        Some(Ok(verifier)) => builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)),
        Some(Err(error)) if needs_tls => {
            return Err(format!(
                "no certificates to trust: {error}; install the platform's (`ca-certificates`) \
                 or give some by `ClientBuilder::root_certificate_pem`"
            ));
        }
        _ => builder.with_root_certificates(given.store),
    };
    let mut config = match &connection.identity {
        Some(pem) => {
            let (chain, key) = read_identity(pem.expose_secret().as_bytes())?;
            builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| format!("the client's identity cannot be used: {error}"))?
        }
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = PROTOCOLS.iter().map(|protocol| protocol.to_vec()).collect();
    Ok(config)
}

/// What is offered to the server, best first.
const PROTOCOLS: &[&[u8]] = if cfg!(feature = "http2") {
    &[b"h2", b"http/1.1"]
} else {
    &[b"http/1.1"]
};

/// Whether a failed connection failed over encryption.
pub(super) fn is_cause(error: &(dyn StdError + 'static)) -> bool {
    // What an I/O error wraps is not its source.
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let next = wrapped
        .map(|wrapped| wrapped as &(dyn StdError + 'static))
        .or_else(|| error.source());
    error.is::<rustls::Error>() || next.is_some_and(is_cause)
}

/// The certificates that the user gives: as they are, and checked.
struct Roots {
    certificates: Vec<CertificateDer<'static>>,
    store: RootCertStore,
}

fn read_roots(roots: &[RootCertificate]) -> Result<Roots, String> {
    let mut certificates = Vec::new();
    for root in roots {
        let read = match root {
            RootCertificate::Der(der) => vec![CertificateDer::from(der.clone())],
            RootCertificate::Pem(pem) => CertificateDer::pem_slice_iter(pem)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| format!("a root certificate is no PEM text: {error}"))?,
        };
        if read.is_empty() {
            return Err("a root certificate holds none: write it as `-----BEGIN CERTIFICATE-----`".to_owned());
        }
        certificates.extend(read);
    }
    let mut store = RootCertStore::empty();
    for certificate in &certificates {
        store
            .add(certificate.clone())
            .map_err(|error| format!("a root certificate cannot be used: {error}"))?;
    }
    Ok(Roots { certificates, store })
}

/// The client's certificate with those that it stands on, and its private key.
fn read_identity(pem: &[u8]) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), String> {
    let chain = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| format!("the client's identity is no PEM text: {error}"))?;
    if chain.is_empty() {
        return Err("the client's identity has no certificate: write it as `-----BEGIN CERTIFICATE-----`".to_owned());
    }
    // The error of a key is not repeated: it may say what stands in it.
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| {
        "the client's identity has no private key that can be read: write it as `-----BEGIN PRIVATE KEY-----`, \
         not encrypted"
            .to_owned()
    })?;
    Ok((chain, key))
}
