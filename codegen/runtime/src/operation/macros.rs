//! What each generated request has, written once.
//!
//! All of it is `#[inline]`, as are the tables of the wire form: so the compiler makes machine code of an operation, and
//! of the models that it names, where it is used, and of the hundreds that a crate has and nobody calls it makes none.
//!
//! A macro that is exported cannot name its own module: the runtime is the root of one crate and a module of another.
//! So both name everything through `runtime`, which the file that calls them brings into scope.

/// Makes an operation of a type that holds its [`Request`](super::super::Request): what the call gives, what its error
/// answers hold, its [`OperationInfo`](super::super::OperationInfo), and what each status means: a method of
/// [`Answer`](super::super::Answer), with how the body is read and as what it is given on.
///
/// ```text
/// runtime::operation!(
///     get_runner: GetRunner => models::Runner, GetRunnerError;
///     GET "/runners/{runner_id}", id = "get_runner", security = [[security::ACCESS_TOKEN]]:
///     200 => success json, 404 => failure_with json(GetRunnerError::NotFound)
/// );
/// ```
///
/// What is not said is as usual: JSON is accepted (`accept`), anybody may call (`security`), the method tells whether
/// sending twice does the same as sending once (`idempotent`), and a status that is not named is `undocumented`.
/// Where the operation has a server of its own, it stands behind the path: `server = "https://uploads.example.com"`.
///
/// Where the media type decides how an answer is read, it stands behind the status, as [`Head::is_in`] has it, and what
/// any other media type, or none, is read as comes last: `200 if "text/csv" | "text/plain" => success text, 200 =>
/// success json`.
///
/// Where an answer is read as it comes, its status is named again at the end: `; streams = 200`, or `; streams = 200 if
/// "text/event-stream", 206`.
///
/// [`Head::is_in`]: super::super::Head::is_in
///
/// Where the description declares headers, `, headers = headers::LinkHeaders` follows `idempotent`.
///
/// Where the answer is a page of a list, `, pages = Link(models::Runner: runners)` follows the type of errors (`paged!`).
///
/// With the name of its function in front, it makes the type as well, one module below that function.
///
/// The names `runtime` and `API` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    ($function:ident: $request:ident $($rest:tt)*) => {
        #[doc = ::core::concat!("The request of [`", ::core::stringify!($function), "()`](super::", ::core::stringify!($function), "()).")]
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct $request(pub(super) runtime::Request);

        runtime::operation!($request $($rest)*);
    };
    (
        $request:ident => $output:ty, $error:ty $(, pages = $way:ident $paging:tt)?;
        $method:ident $path:literal $(, server = $server:literal)?, id = $id:literal $(, accept = $accept:literal)?
        $(, security = [$([$($scheme:path),*]),*])? $(, idempotent = $idempotent:literal)? $(, form = [$($field:expr),*])?
        $(, headers = $headers:ty)?:
        $($status:pat $(if $($media_type:literal)|+)? => $outcome:ident $($read:ident)? $(($value:expr))?),*
        $(; streams = $($streamed:pat $(if $($streamed_type:literal)|+)?),+)?
    ) => {
        impl ::core::convert::From<runtime::Request> for $request {
            #[inline]
            fn from(request: runtime::Request) -> Self {
                Self(request)
            }
        }

        impl $request {
            /// Sets a header of this request, over the client's and the description's.
            #[inline]
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sets how long the call may take, over the client's timeout.
            #[inline]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets where this request goes, over the client's server and the operation's own. So does its credential.
            #[inline]
            pub fn base_url(self, base: impl ::core::convert::Into<runtime::BaseUrl>) -> Self {
                Self(self.0.base_url(base))
            }

            /// Sets how long one attempt may take, over the client's own.
            #[inline]
            pub fn attempt_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets how the call is retried, over the client's policy.
            #[inline]
            pub fn retry(self, policy: runtime::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Sends the request.
            #[inline]
            pub fn send(self, client: &runtime::Client) -> runtime::Sending<$output, $error $(, $headers)?> {
                client.send(self)
            }

            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send), and where it is called from asynchronous code.
            #[inline]
            pub fn send_blocking(
                self,
                client: &runtime::Client,
            ) -> ::core::result::Result<runtime::Response<$output $(, $headers)?>, runtime::Error<$error>> {
                client.send_blocking(self)
            }
        }

        $(runtime::paged!($request $way $paging);)?

        impl runtime::Operation for $request {
            type Output = $output;
            type ErrorBody = $error;
            type Headers = runtime::operation!(@headers $($headers)?);

            const INFO: &'static runtime::OperationInfo = &runtime::OperationInfo {
                api: &API,
                id: $id,
                method: runtime::http::Method::$method,
                path: $path,
                server: ::core::concat!($($server)?),
                accept: runtime::operation!(@either $($accept)?, "application/json"),
                security: &[$($(&[$(&$scheme),*]),*)?],
                form: &[$($($field),*)?],
                idempotent: runtime::operation!(@either $($idempotent)?, runtime::operation!(@idempotent $method)),
            };

            $(const STREAMS: runtime::Streams = ::core::option::Option::Some(|head| {
                $(::core::matches!(head.code(), $streamed $(if head.is_in(&[$($streamed_type),+]))?))||+
            });)?

            #[inline]
            fn into_request(self) -> runtime::Request {
                self.0
            }

            #[inline]
            fn decode(answer: &runtime::Answer) -> runtime::Decoded<Self> {
                match answer.code() {
                    $($status $(if answer.is_in(&[$($media_type),+]))? => answer.$outcome($(runtime::Answer::$read,)? $($value)?),)*
                    #[allow(unreachable_patterns, reason = "a description may say what any other status means")]
                    _ => answer.undocumented(),
                }
            }
        }
    };
    (@headers) => { () };
    (@headers $headers:ty) => { $headers };
    (@either, $otherwise:expr) => { $otherwise };
    (@either $said:literal, $otherwise:expr) => { $said };
    // RFC 9110, section 9.2.2.
    (@idempotent GET) => { true };
    (@idempotent HEAD) => { true };
    (@idempotent OPTIONS) => { true };
    (@idempotent TRACE) => { true };
    (@idempotent PUT) => { true };
    (@idempotent DELETE) => { true };
    (@idempotent $other:ident) => { false };
}

/// Lets errors hold enums of several bodies: `error_bodies!(GetRunnerError, DeleteRunnerError);`.
///
/// The name `runtime` must be in scope where it is called.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_bodies {
    ($($name:ty),* $(,)?) => {
        $(impl runtime::ErrorBody for $name {})*
    };
}

pub use {__error_bodies as error_bodies, __operation as operation};
