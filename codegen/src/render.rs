//! From tokens to text: piece by piece, several at a time.

mod direct;
mod layout;
mod line;

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;

use self::line::Line;
use crate::emit::{Layout, SourceFile, Tokens};
use crate::output::GeneratedFile;
use crate::parallel;

/// How many items are printed at a time: enough that handing them out costs nothing.
const BATCH: usize = 32;

/// A part of a file that is printed by itself.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// What comes before the items.
    Head(&'a SourceFile<'a>),
    /// Some of the items.
    Items(&'a SourceFile<'a>, &'a [Tokens<'a>]),
}

/// Prints every file; the order is kept.
///
/// # Errors
///
/// Fails if tokens are not Rust, which is a mistake of the generator, and says in which file.
pub(crate) fn render(files: &[SourceFile<'_>]) -> Result<Vec<GeneratedFile>, String> {
    let all: Vec<Piece<'_>> = files.iter().flat_map(pieces).collect();
    let printed: Result<Vec<_>, _> = parallel::map(&all, |piece| print_safely(*piece))
        .into_iter()
        .collect();
    let mut printed = printed?.into_iter();
    let text_of = |file: &SourceFile<'_>| {
        let pieces: Vec<String> = printed.by_ref().take(pieces(file).count()).collect();
        GeneratedFile::rust_of(file.path.clone(), &pieces)
    };
    Ok(files.iter().map(text_of).collect())
}

fn pieces<'a>(file: &'a SourceFile<'a>) -> impl Iterator<Item = Piece<'a>> {
    let items = file.items.chunks(BATCH);
    std::iter::once(Piece::Head(file)).chain(items.map(move |items| Piece::Items(file, items)))
}

/// A mistake of a printer costs the run, and not the process that it is part of.
fn print_safely(piece: Piece<'_>) -> Result<String, String> {
    let printed = catch_unwind(AssertUnwindSafe(|| print(piece)));
    printed.unwrap_or_else(|_| Err("a file could not be printed".to_owned()))
}

fn print(piece: Piece<'_>) -> Result<String, String> {
    let (file, items) = match piece {
        Piece::Head(file) => return pretty(file, (file.head)()),
        Piece::Items(file, items) => (file, items),
    };
    let is_first = items.as_ptr() == file.items.as_ptr();
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if file.layout == Layout::Pretty || (is_first && index == 0) {
            text.push('\n');
        }
        text.push_str(&print_item(file, item)?);
    }
    Ok(text)
}

fn print_item(file: &SourceFile<'_>, item: &Tokens<'_>) -> Result<String, String> {
    let direct = match file.layout {
        Layout::Pretty => direct::items(item()),
        Layout::Dense => Line::of(0, item()).map(|line| line.filled(layout::DENSE_WIDTH, 4) + "\n"),
    };
    direct.map_or_else(|| pretty(file, item()), Ok)
}

/// What the printer makes of the tokens.
fn pretty(file: &SourceFile<'_>, tokens: TokenStream) -> Result<String, String> {
    let syntax = syn::parse2(tokens)
        .map_err(|error| format!("`{}` would not be Rust: {error}", file.path))?;
    Ok(layout::spaced(syntax))
}
