//! The kinds of failure.

use http::StatusCode;

/// What kind of failure an [`Error`](super::Error) is: who is at fault, and what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrongly. Nothing was sent: correct what the message names.
    Configuration,
    /// A parameter, header or body of this call cannot be sent. Nothing was sent: correct what the message names.
    InvalidRequest,
    /// The operation needs a credential that the client does not have. Nothing was sent: give it one.
    MissingCredential,
    /// The credential provider of this program failed. Nothing was sent, unless the server has refused an earlier
    /// credential (401) that the provider was to replace: its error is the source.
    CredentialProvider,
    /// `send_blocking` was called by an async task. Nothing was sent: await `send` there.
    BlockingInAsync,
    /// The server's name was not found. Nothing was sent: check the base URL and the network.
    Dns,
    /// No connection to the server, or to the proxy. Nothing was sent: it may be down, or out of reach.
    Connect,
    /// The server's certificate is not trusted, or no encryption could be agreed on. Nothing was sent.
    Tls,
    /// The call took longer than it may. The server may have carried it out.
    Timeout,
    /// The connection broke, or what came was not HTTP, before the whole answer was here. The server may have carried
    /// the call out.
    Interrupted,
    /// The body to be sent could not be read to its end, or is not as long as was said. The server has got a part of it
    /// at most.
    RequestBody,
    /// The transport failed in another way. The server may have carried the call out.
    Transport,
    /// The answer is larger than the client takes. The server has carried the call out.
    BodyTooLarge,
    /// The next page of a list is said to be on another origin, or where no URL leads. Nothing was sent there.
    PageElsewhere,
    /// The next page of a list is said to be one that was there before, or is the same as the one before. The server goes
    /// in circles.
    PageLoop,
    /// The call succeeded, but its answer is not what the description says: one of both is wrong.
    Decode,
    /// The server answered with a status that is neither an error nor in the description.
    UnexpectedStatus,
    /// The server answered with an error, documented or not: the status says whose fault it is.
    Api,
}

impl ErrorKind {
    /// The kind of an answer that is no success.
    pub(super) fn of_status(status: StatusCode) -> Self {
        if status.is_client_error() || status.is_server_error() {
            Self::Api
        } else {
            Self::UnexpectedStatus
        }
    }

    /// Whether a transport can fail like this.
    pub(in super::super) fn is_of_transport(self) -> bool {
        matches!(
            self,
            Self::Configuration
                | Self::BlockingInAsync
                | Self::Dns
                | Self::Connect
                | Self::Tls
                | Self::Timeout
                | Self::Interrupted
                | Self::RequestBody
                | Self::BodyTooLarge
        )
    }
}
