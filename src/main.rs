//! The door for people: arguments in, files and an exit code out. Programs use the library.

#![forbid(unsafe_code)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
