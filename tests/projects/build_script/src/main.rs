//! Asks a shop for a pet, without a network: the request and the answer stay in this process.

/// The client that the build script generated.
mod pets {
    include!(concat!(env!("OUT_DIR"), "/pets/mod.rs"));
}

use codegen_runtime::http;
use pets::{Operation, Server, models, pets as operations};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = operations::get("Rex").into_http_request(Server::a_shop("pets.example.com"))?;
    println!("{} {}", request.method(), request.uri());

    let body = r#"{"name":"Rex","born":"2020-02-03T04:05:06Z","mood":"sleepy"}"#;
    let answer = http::Response::builder()
        .status(200)
        .body(body.as_bytes().to_vec().into())?;
    let pet = operations::Get::decode_response(answer)?;
    println!("{} was born in {}", pet.name, pet.born.format("%Y"));
    if let Some(models::PetMood::Unknown(mood)) = &pet.mood {
        println!("it is in an unheard-of mood: {mood}");
    }
    Ok(())
}
