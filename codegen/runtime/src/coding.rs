//! Content codings (RFC 9110, section 8.4) that the transport has left on a body.

use bytes::Bytes;
use http::header::CONTENT_ENCODING;

use super::answer::Answer;
use super::wire::DecodeError;

impl Answer {
    /// The body, where it is not compressed any more.
    pub(super) fn plain(&self) -> Result<&Bytes, DecodeError> {
        if !self.body.is_empty() {
            self.check_coding()?;
        }
        Ok(&self.body)
    }

    /// Whether there is no coding left on the body: what is read of it would make no sense.
    pub(super) fn check_coding(&self) -> Result<(), DecodeError> {
        let codings = self.headers.get_all(CONTENT_ENCODING).iter();
        let texts = codings.map(|value| String::from_utf8_lossy(value.as_bytes()));
        let is_none = |text: &str| text.is_empty() || text.eq_ignore_ascii_case("identity");
        let Some(coding) = texts.into_iter().find(|text| !is_none(text.trim())) else {
            return Ok(());
        };
        let feature = match &*coding.to_ascii_lowercase() {
            "gzip" | "x-gzip" => "gzip",
            "br" => "brotli",
            "zstd" => "zstd",
            _ => "",
        };
        let mut message = format!("the body is coded as `{}`, and still is", coding.escape_debug());
        if !feature.is_empty() {
            message += ": the default transport undoes it with the feature `";
            message += feature;
            message.push('`');
        }
        Err(DecodeError::of_text("", message))
    }
}
