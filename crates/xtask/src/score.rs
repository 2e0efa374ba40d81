//! Parses against gold data that lie outside of the repository: the seeds' in full, and those of a larger corpus.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

use crate::{Outcome, cargo, root, run as run_command, say, target_dir};

/// The classes of facts that have to be right.
const CLASSES: &str = "record,issue,contents,doc.*,enclosures,attachments,outline,articles,tables,rosters,boxes,qa,\
                       joined,not_joined,furniture";

/// How right they have to be, each class for itself.
const MIN_F1: &str = "0.99";

/// Scores what the release build of the command finds.
pub(crate) fn run(dir: Option<&str>) -> Outcome {
    let gold = root().join(dir.unwrap_or("../shared"));
    if !gold.join("score.py").is_file() {
        say(&format!("No gold data at {}: nothing is scored.", gold.display()));
        return Ok(());
    }
    cargo(&["build", "--release", "--locked", "-p", "gongbao-cli"], &[])?;
    let parses = env::temp_dir().join(format!("gongbao-score-{}", process::id()));
    // Both are shown, also where the first one fails.
    let outcomes = [score_seeds(&gold, &parses.join("seeds")), score_corpus(&gold, &parses.join("corpus"))];
    // A directory that stays in the place for temporary ones is in nobody's way.
    let _ = fs::remove_dir_all(&parses);
    outcomes.into_iter().collect()
}

fn score_seeds(gold: &Path, parses: &Path) -> Outcome {
    let seeds = gold.join("seeds");
    parse(&texts(&seeds)?, parses)?;
    let mut score = Command::new("python3");
    score.arg(gold.join("score.py")).arg("--all").args([&gold.join("gold"), parses]);
    score.arg("--source").arg(seeds).args(["--min-f1", MIN_F1, "--classes", CLASSES]);
    run_command(&mut score, "python3 score.py --all …: the seeds")
}

fn score_corpus(gold: &Path, parses: &Path) -> Outcome {
    let corpus = gold.join("corpus");
    let files = [texts(&corpus.join("texts"))?, texts(&corpus.join("laws"))?].concat();
    parse(&files, parses)?;
    let mut score = Command::new("python3");
    score.arg(gold.join("score_corpus.py")).args([&corpus, parses]).arg("--texts").arg(&corpus);
    run_command(&mut score, "python3 score_corpus.py …: the corpus")
}

/// Writes the tree of each file into a directory.
fn parse(files: &[PathBuf], parses: &Path) -> Outcome {
    let program = format!("gongbao{}", env::consts::EXE_SUFFIX);
    let mut parse = Command::new(target_dir().join("release").join(program));
    parse.arg("parse").arg("--output-dir").arg(parses).args(files);
    run_command(
        &mut parse,
        &format!("gongbao parse --output-dir {} … ({} files)", parses.display(), files.len()),
    )
}

/// The `.txt` files of a directory, in order.
fn texts(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut texts: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    texts.sort();
    Ok(texts)
}
