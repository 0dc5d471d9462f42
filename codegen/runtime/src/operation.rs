//! What every generated request has in common.

pub(super) mod macros;

use bytes::Bytes;
use http::HeaderMap;

use super::answer::{Answer, Decoded};
use super::api::OperationInfo;
use super::base_url::BaseUrl;
use super::body::Body;
use super::conditional::{IfChanged, Validators};
use super::error::{Error, ErrorKind};
use super::head::Head;
use super::header::Defaults;
use super::message::Outline;
use super::request::Request;
use super::response::Response;

/// Which answers to an operation are streams, by their status and media type.
pub type Streams = Option<fn(Head<'_>) -> bool>;

/// What a call of the operation comes to.
pub type Called<O> =
    Result<Response<<O as Operation>::Output, <O as Operation>::Headers>, Error<<O as Operation>::ErrorBody>>;

/// An operation with its parameters: implemented by each generated request.
///
/// [`Client`](super::Client) sends it. For a transport of one's own there are
/// [`into_http_request`](Operation::into_http_request) and [`decode_response`](Operation::decode_response).
pub trait Operation: Sized {
    /// What the call gives.
    type Output;

    /// What its error answers hold.
    type ErrorBody;

    /// The headers that the description declares of a success: a [`Model`](super::wire::Model), or `()`.
    type Headers;

    /// What does not vary between the calls.
    const INFO: &'static OperationInfo;

    /// Which answers are streams, by their status and media type; the body of any other is read as a whole.
    const STREAMS: Streams = None;

    /// A request without parameters.
    #[inline]
    #[must_use]
    fn request() -> Request {
        Request::new(Self::INFO)
    }

    /// The parameters, as data.
    fn into_request(self) -> Request;

    /// Reads an answer as what its status and its media type say.
    ///
    /// # Errors
    ///
    /// Where the answer is no success, or not as described.
    fn decode(answer: &Answer) -> Decoded<Self>;

    /// Asks for the answer only where it is another than the one that these are of: [`Changed`](super::Changed) says
    /// which came. They are those of a [`Response`], of its headers, or kept from elsewhere.
    ///
    /// It is for what is read (`GET` and `HEAD`); where they tell nothing, the answer is new.
    fn if_changed_since(self, since: impl Into<Validators>) -> IfChanged<Self> {
        IfChanged::new(self, since.into())
    }

    /// The message that a call sends, with the description's default headers and without a credential.
    ///
    /// # Errors
    ///
    /// Where the base URL cannot be used, a parameter cannot be sent, or the body is a stream, which only
    /// [`into_streamed_request`](Operation::into_streamed_request) gives.
    fn into_http_request(self, base: impl Into<BaseUrl>) -> Result<http::Request<Bytes>, Error> {
        whole(self.into_streamed_request(base)?).map_err(|error| error.about(Self::INFO, None))
    }

    /// As [`into_http_request`](Operation::into_http_request), for bodies of every kind.
    ///
    /// # Errors
    ///
    /// Where the base URL cannot be used, or a parameter cannot be sent.
    fn into_streamed_request(self, base: impl Into<BaseUrl>) -> Result<http::Request<Body>, Error> {
        let defaults = Defaults::new(HeaderMap::new());
        Outline::new(self.into_request(), &base.into(), &defaults).first()
    }

    /// Reads the answer to such a message.
    ///
    /// # Errors
    ///
    /// Where the answer is no success, or not as described.
    fn decode_response(response: http::Response<Bytes>) -> Called<Self> {
        finish(Answer::new(Self::INFO, None, response), Self::decode)
    }
}

/// A message whose body is there as a whole.
fn whole(message: http::Request<Body>) -> Result<http::Request<Bytes>, Error> {
    let (parts, body) = message.into_parts();
    match body.as_bytes() {
        Some(bytes) => Ok(http::Request::from_parts(parts, bytes.clone())),
        None => Err(Error::new(
            ErrorKind::InvalidRequest,
            "the body is a stream and not there as bytes: call `into_streamed_request`",
        )),
    }
}

/// Makes of an answer what the caller gets.
#[inline]
pub(super) fn finish<T, E, H>(
    answer: Answer,
    decode: super::sending::Decode<T, E>,
) -> Result<Response<T, H>, Error<E>> {
    match decode(&answer) {
        Ok(value) => Ok(Response::new(value, answer)),
        Err(failure) => Err(Error::from_answer(answer, failure)),
    }
}
