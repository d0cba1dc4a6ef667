//! Progress bars: on a terminal only, never in a pipe, never when asked to be quiet.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// Fewer steps than this are over before anybody looks.
const FEW: usize = 20;

/// Whether there are bars at all.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    shown: bool,
}

/// A bar of one stage. All threads may tick it.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Progress {
    pub fn new(terminal: &Terminal) -> Self {
        Progress { shown: !terminal.quiet }
    }

    /// A bar of so many steps.
    pub fn bar(&self, stage: &'static str, steps: usize) -> Bar {
        if !self.shown || steps < FEW {
            return Bar(ProgressBar::hidden());
        }
        // indicatif itself draws nothing where standard error is no terminal
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{msg:10} {bar:32} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        Bar(bar.with_style(style).with_message(stage))
    }
}

impl Bar {
    pub fn tick(&self) {
        self.0.inc(1);
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
