//! The transport against a server that follows a script, over plain TCP on this machine: what each answer,
//! and each silence, does to each recipient. TLS, login and a real server are in `tests/mail/check.sh`.

use citybrief::data::MessageId;
use citybrief::deliver::{LastCallFailed, Outcome, Parcel, Smtp, SmtpConfig, Transport};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::thread::JoinHandle;

/// How the server behaves.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    /// Takes everything; answers to recipients come from their names.
    Take,
    /// Says this after the last line.
    Answer(&'static str),
    /// Hangs up in the middle of the content.
    CutContent,
    /// Takes the message and hangs up without a word.
    CutAnswer,
}

/// What the server got: the content of a message, if it came whole.
type Got = Option<Vec<u8>>;

fn serve(act: Act) -> (u16, JoinHandle<Got>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (port, std::thread::spawn(move || talk(listener.accept().unwrap().0, act)))
}

fn talk(stream: TcpStream, act: Act) -> Got {
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut out = stream;
    let mut got = None;
    writeln!(out, "220 script\r").unwrap();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap_or(0) == 0 {
            return got;
        }
        let answer = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250 script",
            "RCPT" if line.contains("nobody@") => "550 no such user",
            "RCPT" if line.contains("busy@") => "451 greylisted",
            "DATA" => {
                writeln!(out, "354 go\r").unwrap();
                if act == Act::CutContent {
                    lines.read_exact(&mut [0; 4096]).unwrap();
                    return None;
                }
                got = Some(content(&mut lines));
                match act {
                    Act::Answer(answer) => answer,
                    Act::CutAnswer => return got,
                    _ => "250 taken as 42",
                }
            }
            _ => "250 ok",
        };
        writeln!(out, "{answer}\r").unwrap();
    }
}

/// The lines up to the single dot, doubled dots undone (RFC 5321, 4.5.2).
fn content(lines: &mut impl BufRead) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line).unwrap();
        match line.as_slice() {
            b".\r\n" => return bytes,
            line => bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(line)),
        }
    }
}

fn smtp(port: u16) -> Smtp {
    let config: SmtpConfig =
        toml::from_str(&format!("host = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\ntimeout_seconds = 5"))
            .unwrap();
    Smtp::new(&config, None, "city.example").unwrap()
}

fn parcel<'a>(recipients: &'a [String], bytes: &'a [u8]) -> Parcel<'a> {
    static ID: LazyLock<MessageId> = LazyLock::new(|| MessageId::new("one", "city.example"));
    Parcel { message_id: &ID, report: "monthly/2019-11", sender: "office@city.example", recipients, bytes }
}

/// Outcomes, what the server got, and the recipients of the last call.
fn send(act: Act, to: &[&str], message: &[u8]) -> (Vec<Outcome>, Got, Vec<usize>) {
    let (port, server) = serve(act);
    let recipients: Vec<String> = to.iter().map(|name| format!("{name}@city.example")).collect();
    let mut called = Vec::new();
    let outcomes = smtp(port).send(&parcel(&recipients, message), &mut |accepted| {
        called.extend_from_slice(accepted);
        Ok(())
    });
    (outcomes, server.join().unwrap(), called)
}

const MESSAGE: &[u8] = b"Subject: x\r\n\r\n.\r\n..a line of dots\r\nend\r\n";

#[test]
fn each_recipient_has_an_answer_of_its_own() {
    let (outcomes, got, called) = send(Act::Take, &["a", "nobody", "busy", "b"], MESSAGE);
    assert_eq!(outcomes[0], Outcome::Sent("250 taken as 42".into()));
    assert!(
        matches!(&outcomes[1], Outcome::Refused(words) if words.contains("no such user")),
        "{outcomes:?}"
    );
    assert!(matches!(&outcomes[2], Outcome::Later(words) if words.contains("greylisted")), "{outcomes:?}");
    assert_eq!(outcomes[3], outcomes[0]);
    assert_eq!(called, [0, 3]);
    let got = got.unwrap();
    assert!(got.starts_with(MESSAGE), "{}", String::from_utf8_lossy(&got));
}

#[test]
fn nothing_is_sent_where_nobody_is_accepted() {
    let (outcomes, got, called) = send(Act::Take, &["nobody", "busy"], MESSAGE);
    assert!(matches!(outcomes[..], [Outcome::Refused(_), Outcome::Later(_)]), "{outcomes:?}");
    assert_eq!((got, called), (None, vec![]));
}

#[test]
fn answers_to_the_content_hold_for_all() {
    let (outcomes, ..) = send(Act::Answer("552 too large"), &["a"], MESSAGE);
    assert!(matches!(&outcomes[0], Outcome::Refused(words) if words.contains("too large")), "{outcomes:?}");
    let (outcomes, ..) = send(Act::Answer("452 disk full"), &["a"], MESSAGE);
    assert!(matches!(&outcomes[0], Outcome::Later(_)), "{outcomes:?}");
}

#[test]
fn a_cut_in_the_content_is_tried_again_and_one_after_it_is_in_doubt() {
    // More than the buffers of both ends hold, so that the cut is felt before the last line.
    let large = vec![b'x'; 32 << 20];
    let (outcomes, got, _) = send(Act::CutContent, &["a"], &large);
    assert!(matches!(&outcomes[0], Outcome::Later(_)), "{outcomes:?}");
    assert_eq!(got, None);
    let (outcomes, got, called) = send(Act::CutAnswer, &["a", "nobody"], MESSAGE);
    assert!(matches!(outcomes[..], [Outcome::InDoubt(_), Outcome::Refused(_)]), "{outcomes:?}");
    assert!(got.is_some());
    assert_eq!(called, [0]);
}

#[test]
fn nothing_goes_out_that_was_not_written_down_first() {
    let (port, server) = serve(Act::Take);
    let recipients = ["a@city.example".to_owned()];
    let full = &mut |_: &[usize]| Err(LastCallFailed("the disk is full".into()));
    let outcomes = smtp(port).send(&parcel(&recipients, MESSAGE), full);
    assert_eq!(outcomes, [Outcome::Later("the disk is full".into())]);
    assert_eq!(server.join().unwrap(), None);
}

#[test]
fn no_server_is_no_reason_to_give_up() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let outcomes = smtp(free).send(&parcel(&["a@city.example".into()], MESSAGE), &mut |_| Ok(()));
    assert!(matches!(&outcomes[0], Outcome::Later(words) if words.contains("refused")), "{outcomes:?}");
}

#[test]
fn letters_that_the_server_cannot_read_are_refused_here() {
    let (outcomes, got, _) = send(Act::Take, &["отдел"], MESSAGE);
    assert!(matches!(&outcomes[0], Outcome::Refused(words) if words.contains("отдел")), "{outcomes:?}");
    assert_eq!(got, None);
}

#[test]
fn an_unprotected_connection_is_for_this_machine_only() {
    let remote: SmtpConfig = toml::from_str("host = \"mail.city.example\"\ntls = \"none\"").unwrap();
    assert!(Smtp::new(&remote, None, "city.example").is_err());
}
