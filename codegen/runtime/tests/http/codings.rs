//! Answers that are compressed: undone where a feature is for it, and never taken for what they are not.

use crate::support::{Log, Reply, Server, client, list, log, send};
use codegen_runtime as runtime;
use codegen_runtime::{ByteStream, ErrorKind, JsonLines, Operation, Request, Untyped};
use runtime::wire::DecodeError;

use crate::support::API;

/// A body that says how it is coded.
fn coded(status: u16, media_type: &str, coding: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status} Whatever\r\ncontent-type: {media_type}\r\ncontent-encoding: {coding}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    Reply::raw([head.as_bytes(), body].concat())
}

#[derive(Debug, Clone)]
struct Lines(Request);

runtime::operation!(
    Lines => JsonLines<i64>, Untyped;
    GET "/lines", id = "lines", accept = "application/jsonl":
    200 => success json_lines;
    streams = 200
);

#[derive(Debug, Clone)]
struct Download(Request);

runtime::operation!(
    Download => ByteStream, Untyped;
    GET "/download", id = "download", accept = "*/*":
    200 => success stream;
    streams = 200
);

/// A coding that no feature is for.
#[test]
fn what_nobody_undoes_is_an_error_that_says_so() {
    for (coding, told) in [
        ("compress", "the body is coded as `compress`, and still is"),
        ("gzip, identity", "the body is coded as `gzip, identity`, and still is"),
    ] {
        let client = |status, media_type, body: &str| client(&Server::always(coded(status, media_type, coding, body)));
        let see = |error: &DecodeError| assert_eq!(error.message(), told);
        // What would be an answer, were it not for the coding.
        let error = send(&client(200, "application/json", "[7]"), &list()).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Decode, 200)
        );
        see(error.decode_error().unwrap());
        assert_eq!(error.raw_body(), Some(&b"[7]"[..]));
        let error = send(&client(200, "text/plain", "text"), &log()).unwrap_err();
        see(error.decode_error().unwrap());
        let lines = Lines(Request::new(Lines::INFO));
        let error = send(&client(200, "application/jsonl", "7\n"), &lines).unwrap_err();
        see(error.decode_error().unwrap());
        // An error is still the error that it is.
        let error = send(&client(404, "text/plain", "no"), &log()).unwrap_err();
        assert_eq!(
            (error.kind(), error.is_not_found(), error.body()),
            (ErrorKind::Api, true, None)
        );
        see(error.decode_error().unwrap());
        // Bytes are bytes, and what is not read is not looked at.
        let call = Download(Request::new(Download::INFO));
        let stream = client(200, "a/b", "abc").send_blocking(call).unwrap();
        assert_eq!(stream.headers()["content-encoding"], coding);
        assert_eq!(stream.into_inner().into_bytes_blocking().unwrap(), "abc");
        send(&client(202, "a/b", "abc"), &log()).unwrap();
        send(&client(204, "a/b", ""), &log()).unwrap();
    }
    let plain = Server::always(coded(200, "application/json", "Identity", "[7]"));
    assert_eq!(*send(&client(&plain), &list()).unwrap(), [7]);
}

/// What a client that brings its own transport, or has the feature not, is told.
#[test]
fn a_coding_that_a_feature_is_for_names_it() {
    for (coding, feature) in [("gzip", "gzip"), ("X-GZIP", "gzip"), ("br", "brotli"), ("zstd", "zstd")] {
        let answer = http::Response::builder().status(200).header("content-encoding", coding);
        let answer = answer.body(bytes::Bytes::from_static(b"?")).unwrap();
        let error = Log::decode_response(answer).unwrap_err();
        let message = error.decode_error().unwrap().message();
        assert!(message.ends_with(&format!("with the feature `{feature}`")), "{message}");
    }
}

#[test]
fn only_what_is_undone_is_asked_for() {
    let server = Server::always(Reply::json(200, "[7]"));
    send(&client(&server), &list()).unwrap();
    let features = [
        (cfg!(feature = "zstd"), "zstd"),
        (cfg!(feature = "gzip"), "gzip"),
        (cfg!(feature = "brotli"), "br"),
    ];
    let request = server.request();
    let asked = request.header("accept-encoding");
    for (is_there, coding) in features {
        assert_eq!(asked.is_some_and(|asked| asked.contains(coding)), is_there, "{asked:?}");
    }
    // A part of what is compressed is nothing that can be undone.
    let part = list().with(|request| request.header("range", "bytes=0-2"));
    send(&client(&server), &part).unwrap();
    let expected = asked.map(|_| "identity");
    assert_eq!(server.request().header("accept-encoding"), expected);
}

#[cfg(all(feature = "gzip", feature = "brotli", feature = "zstd"))]
mod undone {
    use super::*;
    use crate::support::{List, block_on, client_builder};
    use codegen_runtime::OperationInfo;

    type Code = fn(&[u8]) -> Vec<u8>;

    const CODINGS: [(&str, Code); 3] = [("gzip", gzip), ("br", brotli), ("zstd", zstd)];

    /// One block that is stored as it is (RFC 1952 and RFC 1951, section 3.2.4).
    fn gzip(plain: &[u8]) -> Vec<u8> {
        let length = u16::try_from(plain.len()).unwrap();
        let mut coded = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
        coded.extend(length.to_le_bytes());
        coded.extend((!length).to_le_bytes());
        coded.extend(plain);
        coded.extend(crc32(plain).to_le_bytes());
        coded.extend(u32::from(length).to_le_bytes());
        coded
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut sum = u32::MAX;
        for byte in bytes {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
            }
        }
        !sum
    }

    /// One block that is stored as it is (RFC 7932, section 9.2), and an empty one behind it.
    fn brotli(plain: &[u8]) -> Vec<u8> {
        let length = u32::try_from(plain.len() - 1).unwrap();
        let head = (length << 4 | 1 << 20).to_le_bytes();
        [&head[..3], plain, &[3]].concat()
    }

    /// One block that is stored as it is (RFC 8878, section 3.1.1).
    fn zstd(plain: &[u8]) -> Vec<u8> {
        let length = u8::try_from(plain.len()).unwrap();
        let block = (u32::from(length) << 3 | 1).to_le_bytes();
        let head = [0x28, 0xb5, 0x2f, 0xfd, 0x20, length];
        [&head, &block[..3], plain].concat()
    }

    #[test]
    fn values_errors_and_streams_are_what_they_were_before() {
        for (coding, code) in CODINGS {
            let client = |status, media_type, body: &str| {
                client(&Server::always(coded(
                    status,
                    media_type,
                    coding,
                    code(body.as_bytes()),
                )))
            };
            let response = send(&client(200, "application/json", "[7, 8]"), &list()).unwrap();
            assert_eq!(*response, [7, 8]);
            // They were those of what is no longer there.
            assert!(!response.headers().contains_key("content-encoding"));
            assert!(!response.headers().contains_key("content-length"));
            let error = send(&client(404, "text/plain", "there is none"), &log()).unwrap_err();
            assert_eq!(error.body().unwrap(), "there is none");
            let lines = Lines(Request::new(Lines::INFO));
            let client = client(200, "application/jsonl", "7\n8\n");
            let lines = client.send_blocking(lines).unwrap().into_inner();
            assert_eq!(lines.into_iter().map(Result::unwrap).collect::<Vec<_>>(), [7, 8]);
            let call = Download(Request::new(Download::INFO));
            let bytes = block_on(async {
                let stream = client.send(call).await.unwrap().into_inner();
                assert_eq!(stream.length(), None);
                stream.into_bytes().await.unwrap()
            });
            assert_eq!(bytes, "7\n8\n");
        }
    }

    #[test]
    fn what_is_cut_short_or_is_none_is_no_answer() {
        for (coding, code) in CODINGS {
            let whole = code(b"[7, 8]");
            let junk = b"[7, 8], as it is".to_vec();
            for body in [whole[..whole.len() - 3].to_vec(), junk] {
                let server = Server::always(coded(200, "application/json", coding, body));
                let error = send(&client(&server), &list()).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Interrupted, "{coding}: {error:?}");
            }
            // There is nothing to undo.
            for status in [204, 304] {
                let reply = format!("HTTP/1.1 {status} Whatever\r\ncontent-encoding: {coding}\r\n\r\n");
                let client = client(&Server::always(Reply::raw(reply)));
                let outcome = send(&client, &log());
                assert_eq!(
                    outcome.map_or_else(|error| error.status().unwrap(), |it| it.status()),
                    status
                );
            }
        }
    }

    /// Only the head comes, which is that of an answer with a body.
    static HEAD: OperationInfo = OperationInfo {
        method: http::Method::HEAD,
        ..*List::INFO
    };

    #[test]
    fn a_head_alone_is_no_body_that_is_cut_short() {
        for (coding, _) in CODINGS {
            let reply = "HTTP/1.1 200 Whatever\r\ncontent-length: 7\r\ncontent-encoding: ";
            let server = Server::always(Reply::raw(format!("{reply}{coding}\r\n\r\n")));
            let error = send(&client(&server), &List::needing(&HEAD)).unwrap_err();
            // No value either.
            assert_eq!(error.kind(), ErrorKind::Decode, "{coding}: {error:?}");
        }
    }

    #[test]
    fn the_limit_is_that_of_what_comes_out() {
        for (coding, code) in CODINGS {
            let body = "[1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9]";
            for (limit, fits) in [(body.len(), true), (body.len() - 1, false)] {
                let server = Server::always(coded(200, "application/json", coding, code(body.as_bytes())));
                let client = client_builder(&server).max_body_bytes(limit).build().unwrap();
                let kind = send(&client, &list()).map(drop).map_err(|error| error.kind());
                assert_eq!(
                    kind,
                    if fits { Ok(()) } else { Err(ErrorKind::BodyTooLarge) },
                    "{coding}"
                );
            }
        }
    }
}
