//! A row of the table, as short as it can be: it makes one call of the client's own function.

/// The operation, its function with what it takes, and what tells its answers and its errors:
///
/// ```text
/// call!("GET /pets/{id}", pets::get(value "path/id").fields(texts "query/fields") => json, never)
/// ```
///
/// The crate is in scope as `client`. A setter is called where its argument is given; `accept` says what may come back
/// and `content-type` what is sent, over what the operation says.
#[macro_export]
macro_rules! __call {
    (
        $operation:literal, $module:ident::$function:ident($($kind:ident $name:literal),*)
        $(.$setter:ident($set_kind:ident $set_name:literal))* => $output:expr, $failure:expr
    ) => {
        ($operation, |given| {
            let request = client::$module::$function($($crate::__argument!(given $kind $name)),*);
            $(let request = if given.has($set_name) {
                request.$setter($crate::__argument!(given $set_kind $set_name))
            } else {
                request
            };)*
            let headers = given.media_types()?.into_iter();
            let request = headers.fold(request, |request, (name, value)| request.header(name, &value));
            Ok(given.send(request, $output, $failure))
        })
    };
}

/// An argument, as a function takes it.
#[macro_export]
macro_rules! __argument {
    ($given:ident text $name:literal) => {
        &$given.text($name)?
    };
    ($given:ident reference $name:literal) => {
        &$given.value($name)?
    };
    ($given:ident slice $name:literal) => {
        &$given.list($name)?
    };
    ($given:ident $kind:ident $name:literal) => {
        $given.$kind($name)?
    };
}

/// How each kind of a body is taken: `choice!(pets::Body: "text/plain" => Text(text), _ => Json(value));`.
#[macro_export]
macro_rules! __choice {
    ($module:ident::$name:ident: $($media_type:pat => $variant:ident($kind:ident)),*) => {
        impl Choice for client::$module::$name {
            fn choose(given: &Given<'_>, name: &str, media_type: Option<&str>) -> Result<Self, String> {
                Ok(match media_type {
                    $($media_type => Self::$variant(given.$kind(name)?.into()),)*
                })
            }
        }
    };
}

pub use {__argument as argument, __call as call, __choice as choice};
