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
mod call;
mod charset;
mod client;
mod content;
mod credential;
mod error;
mod exchange;
mod expiring;
mod form;
mod header;
mod message;
mod multipart;
mod operation;
mod parameter;
mod path;
mod pause;
mod percent;
mod random;
mod rate_limit;
mod redirect;
mod request;
mod response;
mod retry;
mod secret;
mod sending;
mod stream;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod turns;
mod upload;
pub mod wire;

// What stands in the signatures of generated code, in the versions that it was made for.
#[doc(no_inline)]
pub use self::wire::formats::*;
#[doc(no_inline)]
pub use {bytes, http, http_body, serde_json};

pub use self::answer::{Answer, Decoded, Failure, Read};
pub use self::api::{
    Api, OAuth2Flow, OAuth2Grant, OperationInfo, SecurityScheme, SecuritySchemeKind,
};
pub use self::attempt::Attempt;
pub use self::base_url::BaseUrl;
pub use self::body::Body;
pub use self::client::{Client, ClientBuilder};
pub use self::credential::{
    AccessToken, CachedToken, ClientCredentials, Credential, CredentialContext, CredentialProvider,
    Rejection, TokenError, TokenProvider,
};
pub use self::error::{BoxError, Error, ErrorBody, ErrorKind, Untyped};
pub use self::expiring::Expiring;
pub use self::multipart::{Multipart, Part};
#[doc(hidden)]
pub use self::operation::macros::{error_bodies, operation};
pub use self::operation::{Operation, Streams};
pub use self::parameter::{Parameter, ParameterValue};
pub use self::rate_limit::{RateLimit, RateLimitHeaders};
pub use self::request::Request;
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use self::secret::Secret;
pub use self::sending::{BoxFuture, Sending};
pub use self::stream::{BlockingIter, ByteStream, Event, EventStream, JsonLines};
pub use self::transport::{BlockingTransport, Limits, Transport, TransportError};
pub use self::upload::Upload;
pub use self::wire::Nullable;
