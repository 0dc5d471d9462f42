//! A server on the loopback interface: a thread for each connection, answers as scripted, requests recorded.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    /// Names in lower case, in the order in which they came.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// Every value that came under a name.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let of_name = self.headers.iter().filter(|(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str()).collect()
    }

    /// The names of all headers, sorted.
    pub(crate) fn header_names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

/// What is answered: bytes, and what happens around them.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    head: String,
    body: Vec<u8>,
    before: Duration,
    between: Duration,
    closes: bool,
}

impl Reply {
    /// A status without a body, and without a word about one.
    pub(crate) fn status(status: u16) -> Self {
        Self {
            head: format!("HTTP/1.1 {status} Scripted\r\n"),
            body: Vec::new(),
            before: Duration::ZERO,
            between: Duration::ZERO,
            closes: false,
        }
    }

    /// An empty body that is said to be empty.
    pub(crate) fn empty(status: u16) -> Self {
        Self::status(status).header("Content-Length", "0")
    }

    /// A body of JSON, or of what claims to be.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::typed(status, "application/json; charset=utf-8", body)
    }

    /// A body of any kind.
    pub(crate) fn typed(status: u16, content_type: &str, body: &str) -> Self {
        Self::status(status)
            .header("Content-Type", content_type)
            .header("Content-Length", &body.len().to_string())
            .with_body(body)
    }

    /// A body that ends before its announced length, and with it the connection.
    pub(crate) fn cut_short(status: u16, body: &str) -> Self {
        let mut reply = Self::status(status)
            .header("Content-Type", "application/json")
            .header("Content-Length", &(body.len() + 100).to_string())
            .with_body(body);
        reply.closes = true;
        reply
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head += &[name, ": ", value, "\r\n"].concat();
        self
    }

    /// A body, whatever the headers say about it.
    pub(crate) fn with_body(mut self, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self
    }

    /// Waits before the first byte.
    pub(crate) fn after(mut self, wait: Duration) -> Self {
        self.before = wait;
        self
    }

    /// Waits between the head and the body.
    pub(crate) fn with_body_after(mut self, wait: Duration) -> Self {
        self.between = wait;
        self
    }

    /// Whether the connection can be used again.
    fn write_to(&self, mut stream: &TcpStream) -> bool {
        thread::sleep(self.before);
        let mut bytes = format!("{}\r\n", self.head).into_bytes();
        if !self.between.is_zero() {
            if stream.write_all(&bytes).is_err() {
                return false;
            }
            bytes.clear();
            thread::sleep(self.between);
        }
        bytes.extend_from_slice(&self.body);
        stream.write_all(&bytes).is_ok() && !self.closes
    }
}

type Script = dyn Fn(usize, &Received) -> Reply + Send + Sync;

/// Answers until the test ends.
pub(crate) struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Gives the same answer to everything.
    pub(crate) fn always(reply: Reply) -> Self {
        Self::answering(move |_, _| reply.clone())
    }

    /// Answers as the function says: it gets how many requests came before, and this one.
    pub(crate) fn answering(
        script: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            received: Arc::default(),
            connections: Arc::default(),
        };
        let script: Arc<Script> = Arc::new(script);
        let (received, connections) = (
            Arc::clone(&server.received),
            Arc::clone(&server.connections),
        );
        thread::spawn(move || {
            for stream in listener.incoming() {
                connections.fetch_add(1, Ordering::SeqCst);
                let (script, received) = (Arc::clone(&script), Arc::clone(&received));
                thread::spawn(move || serve(&stream.unwrap(), &*script, &received));
            }
        });
        server
    }

    /// Host and port.
    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }

    /// Where the API is served, as on an instance of Enterprise Server.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/api/v3", self.address)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Whether nobody has connected so far.
    ///
    /// Connections are taken in the order in which they were made: once one of ours is there, so are all before it.
    pub(crate) fn is_untouched(&self) -> bool {
        let before = self.connections.load(Ordering::SeqCst);
        let _ours = TcpStream::connect(self.address).unwrap();
        while self.connections.load(Ordering::SeqCst) == before {
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(5));
        before == 0 && self.connections.load(Ordering::SeqCst) == 1
    }
}

fn serve(stream: &TcpStream, script: &Script, received: &Mutex<Vec<Received>>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader) {
        let index = {
            let mut received = received.lock().unwrap();
            received.push(request.clone());
            received.len() - 1
        };
        if !script(index, &request).write_to(stream) {
            return;
        }
    }
}

/// None at the end of the connection.
fn read_request(reader: &mut impl BufRead) -> Option<Received> {
    let first = read_line(reader)?;
    let mut words = first.splitn(3, ' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    while let Some((name, value)) = read_line(reader)?.split_once(':') {
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body).ok()?;
    Some(Received {
        method,
        target,
        headers,
        body,
    })
}

fn read_line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let length = reader.read_line(&mut line).ok()?;
    (length > 0).then(|| line.trim_end().to_owned())
}
