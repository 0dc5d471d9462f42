//! The runtime of a generated client: everything that does not vary with the description.
//!
//! An operation makes a [`Request`], which is data. A [`Client`] turns it into an HTTP message, adds the credential,
//! has a [`Transport`] carry it, and reads the [`Answer`] as what its status says: a [`Response`] or an [`Error`].

mod answer;
mod api;
mod attempt;
mod base_url;
mod blocking;
mod body;
mod cache;
mod call;
mod charset;
mod client;
mod clock;
mod coding;
mod conditional;
mod content;
mod credential;
mod error;
mod exchange;
mod expiring;
#[cfg(feature = "forms")]
mod form;
mod head;
mod header;
mod message;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "forms")]
mod multipart;
mod operation;
#[cfg(feature = "pages")]
mod pages;
mod parameter;
mod path;
mod pause;
mod percent;
mod random;
mod rate_limit;
mod redirect;
mod reference;
mod request;
mod response;
mod retry;
#[cfg(feature = "forms")]
mod rewriting;
mod secret;
mod sending;
mod server;
mod stream;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod turns;
#[cfg(feature = "forms")]
mod upload;
pub mod wire;
#[cfg(feature = "quick-xml")]
mod xml;

// What stands in the signatures of generated code, in the versions that it was made for.
#[doc(no_inline)]
pub use self::wire::formats::*;
#[doc(no_inline)]
pub use {bytes, http, http_body, serde_json};

pub use self::answer::{Answer, Decoded, Failure, Read};
pub use self::api::{Api, OAuth2Flow, OAuth2Grant, OperationInfo, SecurityScheme, SecuritySchemeKind};
pub use self::attempt::Attempt;
pub use self::base_url::BaseUrl;
pub use self::body::Body;
pub use self::cache::{Cache, MemoryCache, Stored};
pub use self::client::{Client, ClientBuilder};
pub use self::conditional::{Changed, IfChanged, Validators};
pub use self::credential::{
    AccessToken, CachedToken, Credential, CredentialContext, CredentialProvider, Rejection, TokenProvider,
};
#[cfg(feature = "client-credentials")]
pub use self::credential::{ClientCredentials, TokenError};
pub use self::error::{BoxError, Error, ErrorBody, ErrorKind, Untyped};
pub use self::expiring::Expiring;
pub use self::head::Head;
#[cfg(feature = "forms")]
pub use self::multipart::{Multipart, Part};
#[doc(hidden)]
pub use self::operation::macros::{error_bodies, operation};
pub use self::operation::{Called, Operation, Streams};
#[cfg(feature = "pages")]
pub use self::pages::{Items, Paged, PagedBy, Pages, Paging, paged};
pub use self::parameter::{Parameter, ParameterValue};
pub use self::rate_limit::{RateLimit, RateLimitHeaders};
pub use self::request::Request;
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use self::secret::Secret;
pub use self::sending::{BoxFuture, Sending};
pub use self::stream::{BlockingIter, ByteStream};
#[cfg(feature = "items")]
pub use self::stream::{Event, EventStream, JsonLines};
#[cfg(feature = "tower")]
pub use self::transport::tower::TransportService;
pub use self::transport::{BlockingTransport, Limits, Transport, TransportError};
#[cfg(feature = "forms")]
pub use self::upload::Upload;
pub use self::wire::Nullable;
#[cfg(feature = "quick-xml")]
pub use self::wire::Xml;
