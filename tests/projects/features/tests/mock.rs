//! The server for tests, as whoever tests his own code against it sees it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use codegen_runtime::{
    Body, BoxError, Called, Client, Credential, ErrorKind, Limits, Operation, TransportError,
};
use features::mock::mock::{self, Mock, Reply};
use features::mock::models::{Circle, Filter, GetOwnerResponse, NewJob, NewJobStep, Shape, State};
use features::mock::operations as jobs;
use features::mock::security;

/// What is enough to call a server on this machine.
fn exchange(
    message: http::Request<Body>,
    limits: Limits,
) -> Result<http::Response<Body>, TransportError> {
    let (head, body) = message.into_parts();
    let body = body.into_bytes_blocking()?;
    let answer = try_exchange(&head, &body, limits.timeout);
    answer.map_err(|error| TransportError::new(ErrorKind::Transport, error))
}

fn try_exchange(
    head: &http::request::Parts,
    body: &[u8],
    timeout: Option<Duration>,
) -> Result<http::Response<Body>, BoxError> {
    let authority = head.uri.authority().ok_or("no authority")?;
    let target = head.uri.path_and_query().ok_or("no target")?;
    let mut text = format!(
        "{} {target} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n",
        head.method
    );
    for (name, value) in &head.headers {
        text += &format!("{name}: {}\r\n", value.to_str()?);
    }
    if !body.is_empty() {
        text += &format!("content-length: {}\r\n", body.len());
    }
    let mut stream = TcpStream::connect(authority.as_str())?;
    stream.set_read_timeout(timeout)?;
    stream.write_all(&[text.as_bytes(), b"\r\n", body].concat())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let mut response = http::Response::builder().status(status.ok_or("no status")?);
    let mut length = body.len();
    for line in lines {
        let (name, value) = line.split_once(": ").ok_or("no header")?;
        if name == "content-length" {
            length = value.parse()?;
        }
        response = response.header(name, value);
    }
    if length > body.len() {
        return Err("the body is cut".into());
    }
    Ok(response.body(body.to_owned().into())?)
}

fn called<O: Operation>(mock: &Mock, operation: O) -> Called<O> {
    let client = mock.client().blocking_transport(exchange).build().unwrap();
    client.send_blocking(operation)
}

fn list() -> jobs::ListJobs {
    jobs::list_jobs(&State::Open, "t-1")
}

#[test]
fn every_operation_is_answered_by_what_its_types_can_read() {
    let mock = mock::start();
    let all = called(&mock, list()).unwrap();
    assert_eq!(all.headers()["x-total"], "3");
    let jobs::ListJobsOutput::Json(list) = all.into_inner() else {
        panic!("JSON comes before text");
    };
    let names: Vec<_> = list.iter().map(|job| job.name.as_str()).collect();
    assert_eq!(names, ["sweep", "mop"]);
    let made = called(&mock, jobs::create_job(&NewJob::new("mop"))).unwrap();
    assert_eq!((made.status().as_u16(), made.id), (202, 5));
    assert_eq!(made.secret, None, "nobody answers what is only sent");
    let job = called(&mock, jobs::get_job(7)).unwrap();
    assert_eq!((job.id, job.name.as_str()), (7, "text"));
    called(&mock, jobs::latest_job()).unwrap();
    called(&mock, jobs::replace_job(7)).unwrap();
    assert_eq!(*called(&mock, jobs::job_log(7)).unwrap(), "a line\n");
    let shape = called(&mock, jobs::get_shape()).unwrap().into_inner();
    assert!(matches!(shape, Shape::Circle(Circle { radius, .. }) if radius > 2.0));
    let owner = called(&mock, jobs::get_owner()).unwrap().into_inner();
    assert!(matches!(owner, GetOwnerResponse::Person(person) if person.name == "Ann"));
    let mut events = called(&mock, jobs::job_events(7)).unwrap().into_inner();
    let event = events.next_blocking().unwrap().unwrap();
    assert_eq!(event.json().unwrap().id, 5);
    mock.assert_no_problems();
}

#[test]
fn an_error_that_has_no_example_is_made_of_its_schema() {
    let mock = mock::start();
    mock.script::<jobs::ListJobs>([Reply::status(409)]);
    let error = called(&mock, list()).unwrap_err();
    let problem = error.body().unwrap();
    assert_eq!(problem.title.as_deref(), Some("It cannot be"));
}

#[test]
fn a_handler_gives_what_the_operation_gives() {
    let mock = mock::start();
    let job = mock.example::<jobs::CreateJob>();
    mock.on::<jobs::CreateJob>(move |call| {
        let wanted: NewJob = call.json().unwrap();
        let mut job = job.clone();
        (job.id, job.name) = (8, wanted.name);
        Reply::ok(job)
    });
    mock.on::<jobs::ListJobs>(|_| Reply::status(200).bytes("text/csv", "8,mop"));
    mock.on::<jobs::JobLog>(|call| Reply::ok(format!("of {}", call.path("job_id").unwrap())));
    let made = called(&mock, jobs::create_job(&NewJob::new("mop"))).unwrap();
    assert_eq!((made.id, made.name.as_str()), (8, "mop"));
    assert_eq!(*called(&mock, jobs::job_log(3)).unwrap(), "of 3");
    let all = called(&mock, list()).unwrap().into_inner();
    assert!(matches!(all, jobs::ListJobsOutput::Csv(csv) if csv == "8,mop"));
    mock.assert_called::<jobs::CreateJob>(1);
    assert_eq!(mock.calls::<jobs::JobLog>()[0].path("job_id"), Some("3"));
}

#[test]
fn a_call_is_checked_against_the_description() {
    let mock = mock::start();
    let query = list()
        .page(2)
        .ids([1, 2])
        .tags([true, false])
        .filter(&Filter::new().name("n"))
        .theme(1.5)
        .any("x");
    called(&mock, query).unwrap();
    mock.assert_no_problems();

    let wrong = jobs::create_job(&NewJob::new("mop").steps(vec![NewJobStep::new("a")]));
    let (mut head, _) = wrong.into_http_request(mock.url()).unwrap().into_parts();
    head.headers.remove("content-length");
    let refused = try_exchange(&head, br#"{"name":"mop","steps":[{}]}"#, None).unwrap();
    assert_eq!(refused.status(), 400);
    let text = refused.into_body().into_bytes_blocking().unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(
        text.starts_with("mock: the body is not as described: steps[0]: "),
        "{text}"
    );

    let client = Client::builder(mock.url())
        .credential(&security::KEY, Credential::api_key("k"))
        .credential(&security::SESSION, Credential::api_key("s"))
        .blocking_transport(exchange)
        .build()
        .unwrap();
    client.send_blocking(list()).unwrap();
    assert_eq!(mock.problems().len(), 1);
    assert_eq!(mock.received().last().unwrap().query("api_key"), Some("k"));
}

#[test]
fn the_operation_is_told_below_the_path_of_a_server_too() {
    let mock = mock::start();
    let client = Client::builder(format!("{}/v2", mock.url()))
        .blocking_transport(exchange)
        .build()
        .unwrap();
    client.send_blocking(jobs::latest_job()).unwrap();
    client.send_blocking(jobs::get_job(1)).unwrap();
    mock.assert_called::<jobs::LatestJob>(1);
    mock.assert_called::<jobs::GetJob>(1);
}
