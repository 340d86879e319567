//! A panic is a defect of ours: it is written down with its place, and without what somebody typed.

use std::io::Write as _;
use std::panic::PanicHookInfo;

/// So many characters of a message are kept.
const MESSAGE_CHARS: usize = 200;

/// Writes every panic of the process down as one line: to the log, or where there is none to standard error.
pub fn write_down() {
    std::panic::set_hook(Box::new(|info| tell(&place(info), &without_data(message(info)))));
}

fn tell(place: &str, message: &str) {
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("without a name");
    if tracing::dispatcher::has_been_set() {
        tracing::error!(place, message, thread, "a defect: something panicked");
    } else {
        // Nobody is left to be told where standard error is closed.
        drop(writeln!(std::io::stderr(), "duban: 程序缺陷（{place}）：{message}"));
    }
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "an unknown place".to_owned(), |at| format!("{}:{}", at.file(), at.line()))
}

fn message<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    info.payload_as_str().unwrap_or("without words")
}

/// The words of a defect without the data it fell over: what is quoted, named as a text's contents, or not plain English.
fn without_data(message: &str) -> String {
    let end = message.find(|c: char| c == '"' || c == '@' || !c.is_ascii() || c.is_control()).unwrap_or(message.len());
    let words = message.get(..end).unwrap_or_default();
    let words = words.split(" of `").next().unwrap_or_default();
    words.chars().take(MESSAGE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::without_data;

    #[test]
    fn the_words_of_a_defect_are_kept_and_the_data_is_not() {
        for (message, kept) in [
            (
                "index out of bounds: the len is 3 but the index is 5",
                "index out of bounds: the len is 3 but the index is 5",
            ),
            ("called `Option::unwrap()` on a `None` value", "called `Option::unwrap()` on a `None` value"),
            (
                "called `Result::unwrap()` on an `Err` value: Bad { mail: \"ann@x.example\" }",
                "called `Result::unwrap()` on an `Err` value: Bad { mail: ",
            ),
            (
                "byte index 1 is not a char boundary; it is inside '韦' (bytes 0..3) of `韦某`",
                "byte index 1 is not a char boundary; it is inside '",
            ),
            ("byte index 99 is out of bounds of `ann`", "byte index 99 is out of bounds"),
        ] {
            assert_eq!(without_data(message), kept);
        }
    }
}
