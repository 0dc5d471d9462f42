//! Clients that have a credential for every way to say who is calling.

use std::collections::BTreeMap;
use std::time::Duration;

use super::runtime::serde_json::Value;
use super::runtime::{Client, Credential, SecurityScheme, SecuritySchemeKind};

/// Clients, by their server and the credentials that they have.
pub(super) struct Clients {
    pub(super) timeout: Duration,
    pub(super) schemes: &'static [&'static SecurityScheme],
    pub(super) known: BTreeMap<String, Client>,
}

impl Clients {
    /// The client with these credentials, by the names of their schemes; without any, with something for each scheme.
    pub(super) fn of(&mut self, base: &str, credentials: Option<&Value>) -> Result<Client, String> {
        let key = format!("{base} {}", credentials.unwrap_or(&Value::Null));
        if let Some(client) = self.known.get(&key) {
            return Ok(client.clone());
        }
        let mut builder = Client::builder(base).timeout(self.timeout);
        for scheme in self.schemes {
            let secret = match credentials {
                Some(credentials) => credentials.get(scheme.name).and_then(Value::as_str),
                None => Some("user:secret"),
            };
            if let Some(secret) = secret {
                builder = builder.credential(scheme, credential(&scheme.kind, secret));
            }
        }
        let client = builder.build().map_err(|error| error.to_string())?;
        self.known.insert(key, client.clone());
        Ok(client)
    }
}

fn credential(kind: &SecuritySchemeKind, secret: &str) -> Credential {
    match kind {
        SecuritySchemeKind::HttpBasic => {
            let (username, password) = secret.split_once(':').unwrap_or((secret, ""));
            Credential::basic(username, password)
        }
        SecuritySchemeKind::HttpOther(_) => Credential::http(secret),
        SecuritySchemeKind::ApiKeyHeader(_)
        | SecuritySchemeKind::ApiKeyQuery(_)
        | SecuritySchemeKind::ApiKeyCookie(_) => Credential::api_key(secret),
        SecuritySchemeKind::MutualTls => Credential::Identity,
        _ => Credential::bearer(secret),
    }
}
