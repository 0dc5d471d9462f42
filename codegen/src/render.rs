//! From tokens to text: each file by itself, several at a time.

mod layout;

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use crate::emit::{Layout, SourceFile};
use crate::output::GeneratedFile;

/// Prints every file; the order is kept.
///
/// # Errors
///
/// Fails if tokens are not Rust, which is a mistake of the generator, and says in which file.
pub(crate) fn render(files: &[SourceFile<'_>]) -> Result<Vec<GeneratedFile>, String> {
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(files.len().max(1));
    let waiting = Mutex::new(files.iter().enumerate());
    let next = || waiting.lock().ok()?.next();
    let mut printed: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut printed = Vec::new();
                    while let Some((index, file)) = next() {
                        printed.push((index, print(file)));
                    }
                    printed
                })
            })
            .collect();
        let results = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_default());
        results.flatten().collect()
    });
    if printed.len() < files.len() {
        return Err("a file could not be printed".to_owned());
    }
    printed.sort_by_key(|(index, _)| *index);
    printed.into_iter().map(|(_, file)| file).collect()
}

fn print(file: &SourceFile<'_>) -> Result<GeneratedFile, String> {
    let syntax: syn::File = syn::parse2((file.tokens)())
        .map_err(|error| format!("`{}` would not be Rust: {error}", file.path))?;
    let text = layout::spaced(syntax);
    let text = match file.layout {
        Layout::Pretty => text,
        Layout::Dense => layout::filled(&text),
    };
    Ok(GeneratedFile::rust(file.path.clone(), &text))
}
