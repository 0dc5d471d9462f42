//! How the default transport connects.

use std::time::Duration;

use super::super::secret::Secret;
use super::ClientBuilder;

/// How the default transport connects.
pub(in super::super) struct Connection {
    pub(in super::super) connect_timeout: Duration,
    pub(in super::super) idle_timeout: Duration,
    pub(in super::super) max_idle: usize,
    pub(in super::super) keep_alive: Duration,
    pub(in super::super) proxy: Proxy,
    pub(in super::super) roots: Vec<RootCertificate>,
    /// Whether the platform's own roots are trusted as well.
    pub(in super::super) platform_roots: bool,
    /// Certificates and private key, as text, for servers that ask who connects.
    pub(in super::super) identity: Option<Secret>,
}

/// Which proxy is used.
pub(in super::super) enum Proxy {
    /// The one that the environment names, if any.
    Environment,
    /// None.
    Never,
    /// This one; its URL may hold a password.
    Always(Secret),
}

/// A certificate that is trusted to sign others.
pub(in super::super) enum RootCertificate {
    /// One or more, as text.
    Pem(Vec<u8>),
    /// One, in binary form.
    Der(Vec<u8>),
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(90),
            max_idle: usize::MAX,
            keep_alive: Duration::from_secs(15),
            proxy: Proxy::Environment,
            roots: Vec::new(),
            platform_roots: true,
            identity: None,
        }
    }
}

/// For the default transport; another one is set up by whoever brings it.
impl ClientBuilder {
    /// Sets how long connecting may take: 10 seconds, if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connection.connect_timeout = timeout;
        self
    }

    /// Sets how long a connection is kept for the next call where there is none: 90 seconds, if not set.
    ///
    /// It should be less than what servers and proxies in between keep: a connection that they have closed costs the
    /// next call an attempt.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.connection.idle_timeout = timeout;
        self
    }

    /// Sets how many connections to a server are kept so at most: all, if not set. Where it is none, each call has a
    /// connection of its own.
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.connection.max_idle = connections;
        self
    }

    /// Sets after how long without a word a connection is tested by the system (TCP keep-alive): 15 seconds, if not set.
    pub fn keep_alive(mut self, time: Duration) -> Self {
        self.connection.keep_alive = time;
        self
    }

    /// Sets the proxy, such as `http://user:password@proxy.example.com:3128`.
    ///
    /// If not set, `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` of the environment are followed.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.connection.proxy = Proxy::Always(url.into());
        self
    }

    /// Uses no proxy, not even one that the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.connection.proxy = Proxy::Never;
        self
    }

    /// Trusts the certificates of a PEM file besides those of the platform.
    pub fn root_certificate_pem(mut self, pem: &[u8]) -> Self {
        self.connection.roots.push(RootCertificate::Pem(pem.to_vec()));
        self
    }

    /// Trusts a certificate in DER form besides those of the platform.
    pub fn root_certificate_der(mut self, der: &[u8]) -> Self {
        self.connection.roots.push(RootCertificate::Der(der.to_vec()));
        self
    }

    /// Trusts the certificates that are given, and not those of the platform.
    pub fn only_root_certificates(mut self) -> Self {
        self.connection.platform_roots = false;
        self
    }

    /// Shows a certificate to servers that ask who connects (mutual TLS).
    ///
    /// The text holds, in any order, the certificate, those that lead from it to one that the server trusts, and the
    /// private key, each as PEM; the key as PKCS#8, PKCS#1 or SEC 1, and not encrypted.
    pub fn identity_pem(mut self, pem: impl Into<Secret>) -> Self {
        self.connection.identity = Some(pem.into());
        self
    }
}
