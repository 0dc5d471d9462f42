//! Servers of others, as processes that end with the value that stands for them.

use std::fs::{self, File};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A server, until it is dropped.
#[derive(Debug)]
pub struct Server {
    process: Child,
    log: PathBuf,
}

impl Server {
    /// Starts a server, which says to a file what it has to say, and waits until that holds `ready`.
    ///
    /// # Errors
    ///
    /// Where it cannot be started, ends, or is not ready in time.
    pub fn start(
        command: &mut Command,
        log: &Path,
        ready: &str,
        patience: Duration,
    ) -> io::Result<Self> {
        let output = File::create(log)?;
        let process = command
            // With `production` here, some would fork, and their children would outlive them.
            .env_remove("NODE_ENV")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stderr(output.try_clone()?)
            .stdout(output)
            .spawn()?;
        let mut server = Self {
            process,
            log: log.to_owned(),
        };
        let started = Instant::now();
        loop {
            let said = server.said()?;
            if said.contains(ready) {
                return Ok(server);
            }
            if server.process.try_wait()?.is_some() {
                return Err(io::Error::other(format!("the server ended:\n{said}")));
            }
            if started.elapsed() > patience {
                let message = format!("the server does not start:\n{said}");
                return Err(io::Error::other(message));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// What it has said so far.
    ///
    /// # Errors
    ///
    /// Where that cannot be read.
    pub fn said(&self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(&self.log)?).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that nobody listens on, or did not a moment ago.
///
/// # Errors
///
/// Where there is none.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
