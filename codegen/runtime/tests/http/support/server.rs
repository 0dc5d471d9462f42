//! A server on the loopback interface: a thread for each connection, answers as scripted, requests recorded.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What the server has received.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// When it was here.
    pub(crate) at: Instant,
}

impl Received {
    /// All values of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The value of a header that is there once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let values = self.all(name);
        assert!(values.len() < 2, "{name} is there {} times", values.len());
        values.first().copied()
    }
}

/// What the server answers.
#[derive(Clone)]
pub(crate) struct Reply {
    bytes: Vec<u8>,
    delay: Duration,
    closes: bool,
}

impl Reply {
    pub(crate) fn new(status: u16) -> Self {
        Self::raw(format!("HTTP/1.1 {status} Whatever\r\ncontent-length: 0\r\n\r\n"))
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::typed(status, "application/json", body)
    }

    pub(crate) fn typed(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status} Whatever\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n");
        Self::raw([head.as_bytes(), body].concat())
    }

    /// Any bytes, after which the connection stays open.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            delay: Duration::ZERO,
            closes: false,
        }
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        let text = String::from_utf8(self.bytes).unwrap();
        self.bytes = text
            .replacen("\r\n", &format!("\r\n{name}: {value}\r\n"), 1)
            .into_bytes();
        self
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Closes the connection afterwards, without a word about it.
    pub(crate) fn then_close(mut self) -> Self {
        self.closes = true;
        self
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Gives the same answer to everything.
    pub(crate) fn always(reply: Reply) -> Self {
        Self::answering(move |_, _| reply.clone())
    }

    /// Gives these answers in order.
    pub(crate) fn in_turn(replies: Vec<Reply>) -> Self {
        Self::answering(move |index, _| replies[index].clone())
    }

    /// Answers as the function says: it gets how many requests came before, and this one.
    pub(crate) fn answering(answer: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let (answer, record) = (Arc::new(answer), Arc::clone(&received));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, record) = (Arc::clone(&answer), Arc::clone(&record));
                thread::spawn(move || serve(&stream.unwrap(), &*answer, &record));
            }
        });
        Self { address, received }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/api/v3", self.address)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The only request that came, however often.
    pub(crate) fn request(&self) -> Received {
        self.received().pop().expect("no request came")
    }
}

fn serve(stream: &TcpStream, answer: &dyn Fn(usize, &Received) -> Reply, record: &Mutex<Vec<Received>>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader) {
        let index = {
            let mut record = record.lock().unwrap();
            record.push(request.clone());
            record.len() - 1
        };
        let reply = answer(index, &request);
        thread::sleep(reply.delay);
        let mut stream = stream;
        if stream.write_all(&reply.bytes).is_err() || reply.closes {
            return;
        }
    }
}

fn read_chunks(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let start = body.len();
        let length = usize::from_str_radix(line.trim_end(), 16).ok()?;
        body.resize(start + length, 0);
        reader.read_exact(&mut body[start..]).ok()?;
        let mut end = String::new();
        reader.read_line(&mut end).ok()?;
        if length == 0 {
            return Some(body);
        }
    }
}

pub(crate) fn read_request(reader: &mut impl BufRead) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|&length| length > 0)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, value)| value.parse().unwrap());
    let is_chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let mut body = vec![0; length];
    if is_chunked {
        body = read_chunks(reader)?;
    } else {
        reader.read_exact(&mut body).ok()?;
    }
    Some(Received {
        method,
        target,
        headers,
        body,
        at: Instant::now(),
    })
}
