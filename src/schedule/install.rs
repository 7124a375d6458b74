//! Units that wake the schedule: systemd, cron, Windows Task Scheduler.
//!
//! All wake it every quarter of an hour and leave to the schedule what is due: only it knows periods, time
//! zones and pauses after failures.

/// Minutes between two calls.
const EVERY_MINUTES: u32 = 15;

/// What is to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The program, as an absolute path.
    pub program: String,
    /// Its arguments, such as `--config /etc/citybrief.toml schedule run`.
    pub arguments: Vec<String>,
    /// Working folder, as an absolute path.
    pub folder: String,
}

/// A file to be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFile {
    /// File name.
    pub name: &'static str,
    /// Content.
    pub text: String,
    /// What to do with it, in one line.
    pub advice: &'static str,
}

/// A service and a timer for systemd (systemd.service(5), systemd.timer(5)).
pub fn systemd(call: &Call) -> [UnitFile; 2] {
    let words: Vec<String> =
        std::iter::once(&call.program).chain(&call.arguments).map(|w| systemd_quote(w)).collect();
    let service = format!(
        "[Unit]\nDescription=Reports of citybrief that are due\nWants=network-online.target\n\
         After=network-online.target\n\n[Service]\nType=oneshot\nWorkingDirectory={}\n\
         # The login of the mail server: a file with CITYBRIEF_SMTP_USER=… and CITYBRIEF_SMTP_PASSWORD=…\n\
         EnvironmentFile=-%h/.config/citybrief/mail.env\nExecStart={}\n",
        call.folder.replace('%', "%%"),
        words.join(" "),
    );
    let timer = format!(
        "[Unit]\nDescription=Wake citybrief every {EVERY_MINUTES} minutes\n\n[Timer]\n\
         OnCalendar=*:0/{EVERY_MINUTES}\nPersistent=true\nRandomizedDelaySec=30\n\n[Install]\n\
         WantedBy=timers.target\n"
    );
    [
        UnitFile {
            name: "citybrief.service",
            text: service,
            advice: "put both into ~/.config/systemd/user, then: systemctl --user daemon-reload",
        },
        UnitFile {
            name: "citybrief.timer",
            text: timer,
            advice: "systemctl --user enable --now citybrief.timer; loginctl enable-linger",
        },
    ]
}

/// A line for crontab(5).
pub fn cron(call: &Call) -> UnitFile {
    let words: Vec<String> =
        std::iter::once(&call.program).chain(&call.arguments).map(|w| shell_quote(w)).collect();
    // crontab turns a plain % into the end of the line.
    let command = format!("cd {} && {}", shell_quote(&call.folder), words.join(" ")).replace('%', "\\%");
    UnitFile {
        name: "citybrief.cron",
        text: format!("*/{EVERY_MINUTES} * * * * {command}\n"),
        advice: "add the line with: crontab -e",
    }
}

/// A task for the Windows Task Scheduler (schema 1.2).
pub fn windows(call: &Call) -> UnitFile {
    let arguments: Vec<String> = call.arguments.iter().map(|w| windows_quote(w)).collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n\
         \x20 <RegistrationInfo><Description>Reports of citybrief that are due</Description></RegistrationInfo>\n\
         \x20 <Triggers><CalendarTrigger>\n\
         \x20   <StartBoundary>2020-01-01T00:00:00</StartBoundary>\n\
         \x20   <Repetition><Interval>PT{EVERY_MINUTES}M</Interval></Repetition>\n\
         \x20   <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>\n\
         \x20 </CalendarTrigger></Triggers>\n\
         \x20 <Settings>\n\
         \x20   <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n\
         \x20   <StartWhenAvailable>true</StartWhenAvailable>\n\
         \x20   <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n\
         \x20 </Settings>\n\
         \x20 <Actions><Exec>\n\
         \x20   <Command>{}</Command>\n\
         \x20   <Arguments>{}</Arguments>\n\
         \x20   <WorkingDirectory>{}</WorkingDirectory>\n\
         \x20 </Exec></Actions>\n\
         </Task>\n",
        xml_escape(&call.program),
        xml_escape(&arguments.join(" ")),
        xml_escape(&call.folder),
    );
    UnitFile {
        name: "citybrief-task.xml",
        text,
        advice: "schtasks /Create /TN citybrief /XML citybrief-task.xml",
    }
}

/// A word of `ExecStart=`: in quotes, with specifiers, variables and backslashes undone.
fn systemd_quote(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{escaped}\"")
}

fn shell_quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A word for a Windows command line; file names there hold no quotes.
fn windows_quote(word: &str) -> String {
    if word.contains(' ') { format!("\"{word}\"") } else { word.to_owned() }
}

fn xml_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call() -> Call {
        Call {
            program: "/opt/city brief/citybrief".into(),
            arguments: vec![
                "--config".into(),
                "/srv/100% & co/citybrief.toml".into(),
                "schedule".into(),
                "run".into(),
            ],
            folder: "/srv/100% & co".into(),
        }
    }

    #[test]
    fn paths_with_blanks_and_signs_survive() {
        let [service, timer] = systemd(&call());
        assert!(service.text.contains(
            "ExecStart=\"/opt/city brief/citybrief\" \"--config\" \"/srv/100%% & co/citybrief.toml\" \"schedule\" \"run\"\n"
        ));
        assert!(service.text.contains("Type=oneshot\n"));
        assert!(timer.text.contains("Persistent=true\n"));
        assert_eq!(
            cron(&call()).text,
            "*/15 * * * * cd '/srv/100\\% & co' && '/opt/city brief/citybrief' '--config' \
             '/srv/100\\% & co/citybrief.toml' 'schedule' 'run'\n"
        );
        let xml = windows(&call()).text;
        assert!(xml.contains(
            "<Arguments>--config &quot;/srv/100% &amp; co/citybrief.toml&quot; schedule run</Arguments>"
        ));
        assert!(xml.contains("<StartWhenAvailable>true</StartWhenAvailable>"));
    }
}
