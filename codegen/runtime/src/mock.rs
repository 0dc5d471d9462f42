//! A server for the tests of those who call an API: it answers as the description says, or as a test tells it.
//!
//! [`Mock`] listens on the loopback interface, on a thread of its own, until it is dropped. What it knows of the API is
//! a [`Description`], which the generator writes. A test tells it what to answer by [`Mock::on`] and [`Mock::script`],
//! and asks it what came by [`Mock::calls`] and [`Mock::problems`].

mod call;
mod check;
mod description;
mod entry;
mod reply;
mod route;
mod server;
mod state;

use std::fmt::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;

pub use self::call::Call;
pub use self::description::{BodyType, Description, json};
pub use self::reply::{Reply, ReplyBody};
use self::server::Running;
pub use self::state::Problem;
use self::state::Shared;
use super::api::SecuritySchemeKind;
use super::client::{Client, ClientBuilder};
use super::credential::Credential;
use super::operation::Operation;

/// What stands for every secret.
const CREDENTIAL: &str = "mock";

/// A server that answers calls as a description says, until it is dropped.
///
/// An operation is answered by the next reply of its [script](Self::script), if there is one left, else by its
/// [handler](Self::on), and where it has none, by the example that the description has for a success.
///
/// A call that the description does not allow gets none of these. It is answered by 400 and a text that says what is
/// wrong, and is one of the [problems](Self::problems): a method and path that no operation has; a parameter that is
/// missing or not of its type; no credential where one is needed; a body in another media type, or not of its type.
pub struct Mock {
    shared: Arc<Shared>,
    server: Running,
}

impl Mock {
    /// Starts a server for the API of a description.
    ///
    /// # Panics
    ///
    /// Where the machine lets nobody listen on the loopback interface.
    #[must_use]
    #[track_caller]
    pub fn start(description: &'static Description) -> Self {
        let shared = Arc::new(Shared::new(description));
        let started = Running::start(Arc::clone(&shared));
        let server = started.unwrap_or_else(|error| refuse(&format!("no mock server: {error}")));
        Self { shared, server }
    }

    /// Where the API is, as a client wants it: `http://127.0.0.1:PORT`.
    ///
    /// It is there below the path of each server of the description as well: `http://127.0.0.1:PORT/api/v3`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// A client for this server, without a proxy, with a credential for every security scheme of the description.
    pub fn client(&self) -> ClientBuilder {
        let builder = Client::builder(self.url());
        #[cfg(feature = "reqwest")]
        let builder = builder.no_proxy();
        let schemes = self.shared.description.security_schemes.iter();
        schemes.fold(builder, |builder, scheme| {
            builder.credential(scheme, credential(&scheme.kind))
        })
    }

    /// Answers the calls of an operation by what a function makes of each, instead of by what was set before.
    ///
    /// Calls that break the description do not get there. The function runs on the server's thread, which it should
    /// not hold up: [`Reply::after`] lets a caller wait. Where it panics, such as by an assertion, the call is answered
    /// by 500 and is one of the [problems](Self::problems).
    ///
    /// # Panics
    ///
    /// Where the operation is not one of this API.
    #[track_caller]
    pub fn on<O: Operation>(&self, mut handler: impl FnMut(&Call) -> Reply<O> + Send + 'static) {
        let handler = move |call: &Call| handler(call).plan;
        self.shared.handle(self.route::<O>(), Box::new(handler));
    }

    /// Answers the next calls of an operation by these replies, one each, behind those that were set before. The calls
    /// behind them are answered as if there had been no script.
    ///
    /// # Panics
    ///
    /// Where the operation is not one of this API.
    #[track_caller]
    pub fn script<O: Operation>(&self, replies: impl IntoIterator<Item = Reply<O>>) {
        let plans = replies.into_iter().map(|reply| reply.plan);
        self.shared.script(self.route::<O>(), plans.collect());
    }

    /// What a caller gets of the description's own example of a success, to be changed and given to [`Reply::ok`].
    ///
    /// A model that is only received may get more members, so nobody but a server can make one from nothing.
    ///
    /// # Panics
    ///
    /// Where the operation is not one of this API, or its example is not as described.
    #[must_use]
    #[track_caller]
    pub fn example<O: Operation>(&self) -> O::Output {
        let example = self.shared.example(self.route::<O>());
        let decoded = example.and_then(|response| {
            let decoded = O::decode_response(response).map_err(|error| error.to_string())?;
            Ok(decoded.into_inner())
        });
        decoded.unwrap_or_else(|error| refuse(&format!("no example of a success: {error}")))
    }

    /// The calls of an operation so far, in the order in which they came, those with problems too.
    ///
    /// # Panics
    ///
    /// Where the operation is not one of this API.
    #[must_use]
    #[track_caller]
    pub fn calls<O: Operation>(&self) -> Vec<Call> {
        self.shared.calls(Some(self.route::<O>()))
    }

    /// All calls so far, in the order in which they came, those with problems too.
    #[must_use]
    pub fn received(&self) -> Vec<Call> {
        self.shared.calls(None)
    }

    /// What was wrong with calls so far: what the description does not allow, and what went wrong in answering.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.shared.problems()
    }

    /// Forgets what came, and what was set.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Asserts how often an operation was called.
    ///
    /// # Panics
    ///
    /// Where it was called more or less often, or is not one of this API.
    #[track_caller]
    pub fn assert_called<O: Operation>(&self, times: usize) {
        let count = self.calls::<O>().len();
        let received = lines(&self.received());
        assert!(
            count == times,
            "`{}` was called {count} times, not {times}; what came:{received}",
            O::INFO.id,
        );
    }

    /// Asserts that nothing was wrong with any call.
    ///
    /// # Panics
    ///
    /// Where there are [problems](Self::problems).
    #[track_caller]
    pub fn assert_no_problems(&self) {
        let problems = self.problems();
        assert!(problems.is_empty(), "there were problems:{}", lines(&problems));
    }

    #[track_caller]
    fn route<O: Operation>(&self) -> usize {
        let (method, path) = (&O::INFO.method, O::INFO.path);
        let route = self.shared.routes.of(&format!("{method} {path}"));
        route.unwrap_or_else(|| {
            refuse(&format!(
                "`{}` is not an operation of this API: {method} {path}",
                O::INFO.id
            ))
        })
    }
}

/// How many calls and problems there were.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("url", &self.url())
            .field("received", &self.received().len())
            .field("problems", &self.problems().len())
            .finish_non_exhaustive()
    }
}

/// A credential of the kind that a scheme takes.
fn credential(kind: &SecuritySchemeKind) -> Credential {
    match kind {
        SecuritySchemeKind::HttpBearer | SecuritySchemeKind::OAuth2(_) | SecuritySchemeKind::OpenIdConnect(_) => {
            Credential::bearer(CREDENTIAL)
        }
        SecuritySchemeKind::HttpBasic => Credential::basic(CREDENTIAL, CREDENTIAL),
        SecuritySchemeKind::HttpOther(_) => Credential::http(CREDENTIAL),
        SecuritySchemeKind::ApiKeyHeader(_)
        | SecuritySchemeKind::ApiKeyQuery(_)
        | SecuritySchemeKind::ApiKeyCookie(_) => Credential::api_key(CREDENTIAL),
        SecuritySchemeKind::MutualTls => Credential::Identity,
    }
}

/// A line for each, or a word where there is none.
fn lines(list: &[impl fmt::Display]) -> String {
    if list.is_empty() {
        return " nothing".to_owned();
    }
    let mut text = String::new();
    for each in list {
        let _ = write!(text, "\n  {each}");
    }
    text
}

/// Fails the test that asks for what cannot be.
#[expect(clippy::panic, reason = "a test that is set up wrongly has nothing to go on with")]
#[track_caller]
fn refuse(message: &str) -> ! {
    panic!("{message}")
}
