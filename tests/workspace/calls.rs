//! A crate that carries a program of calls: told as JSON, made by the client's own functions, and told back as JSON.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::{Value, json};

use crate::cargo::{self, Cargo};
use crate::generated;

const DESCRIPTION: &str = r##"openapi: 3.1.0
info: {title: Pets, version: "1"}
security: [{key: []}]
paths:
  /pets/{id}:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: tag, in: query, schema: {type: array, items: {type: string}}}
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "404": {description: None., content: {application/json: {schema: {type: object, required: [why], properties: {why: {type: string}}}}}}
  /photo:
    put:
      requestBody: {required: true, content: {image/png: {}}}
      responses: {"204": {description: Done.}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
"##;

#[test]
fn a_crate_makes_the_calls_that_it_is_told() {
    let folder = generated::with_tests("calls", "told", DESCRIPTION);
    Cargo::new(&folder, "build --example told-calls").succeed();
    let program = cargo::target().join("workspace-tests/debug/examples/told-calls");
    let pet = json!({ "path/id": 1, "query/tag": ["a", "b"], "body": { "name": "Rex" } });
    let calls = [
        json!({ "id": 0, "operation": "POST /pets/{id}", "arguments": pet, "credentials": { "key": "secret" } }),
        json!({ "id": 1, "operation": "POST /pets/{id}", "arguments": { "path/id": 404 } }),
        json!({ "id": 2, "operation": "POST /pets/{id}", "arguments": { "path/id": 500 } }),
        json!({ "id": 3, "operation": "PUT /photo", "arguments": { "body": { "base64": "AP8=" } } }),
        json!({ "id": 4, "operation": "POST /pets/{id}", "arguments": { "path/id": "x" } }),
        json!({ "id": 5, "operation": "GET /cats" }),
    ];
    let outcomes = outcomes(&program, &calls);

    let echo = "POST /pets/1?tag=a&tag=b secret {\"name\":\"Rex\"}";
    let answer = json!({ "outcome": "answer", "status": 200, "value": { "name": echo }, "id": 0 });
    assert_eq!(outcomes[0], answer);
    assert_eq!(outcomes[1]["outcome"], "error");
    assert_eq!(outcomes[1]["value"], json!({ "why": "gone" }));
    assert_eq!(outcomes[2]["outcome"], "decode");
    assert_eq!(outcomes[2]["status"], 200);
    assert_eq!(
        outcomes[3],
        json!({ "outcome": "answer", "status": 204, "value": null, "id": 3 })
    );
    for (outcome, said) in outcomes[4..]
        .iter()
        .zip(["`path/id` cannot be read", "no operation"])
    {
        assert_eq!(outcome["outcome"], "arguments");
        assert!(
            outcome["text"].as_str().unwrap().contains(said),
            "{outcome}"
        );
    }
}

/// What comes of each call, in order.
fn outcomes(program: &Path, calls: &[Value]) -> Vec<Value> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        listener
            .incoming()
            .for_each(|stream| answer(&stream.unwrap()));
    });
    let mut child = Command::new(program)
        .arg(base)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for call in calls {
        writeln!(stdin, "{call}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let lines = output.stdout.lines();
    lines
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect()
}

/// Answers one request of a connection with what it was.
fn answer(mut stream: &TcpStream) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut key, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut head).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        match &*name.to_lowercase() {
            "x-key" => value.trim().clone_into(&mut key),
            "content-length" => length = value.trim().parse().unwrap(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let request = head.rsplit_once(' ').unwrap().0;
    let (status, body) = match request {
        "POST /pets/404" => ("404 Not Found", json!({ "why": "gone" }).to_string()),
        "POST /pets/500" => ("200 OK", json!({ "name": 5 }).to_string()),
        "PUT /photo" if body == [0, 255] => ("204 No Content", String::new()),
        _ => {
            let echo = format!("{request} {key} {}", String::from_utf8_lossy(&body));
            ("200 OK", json!({ "name": echo }).to_string())
        }
    };
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
}
