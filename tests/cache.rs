//! The cache of large catalogs where somebody meddles with it.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A large catalog of its own, and a cache directory that is not there yet.
struct Place {
    root: PathBuf,
}

impl Place {
    fn new(test: &str) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache-faults").join(test);
        _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("the test directory can be made");
        let place = Self { root };
        place.write("a.toml", "a");
        place
    }

    fn write(&self, name: &str, id: &str) {
        let entry = |number: usize| {
            format!(
                "[[entry]]\nid = \"{id}-{number}\"\nstatus = 404\nmessage = \"Shelf {number} of the {id} shop is empty\"\n\
                 meaning.en = \"There is nothing left on it.\"\nretry = \"no\"\nactor = \"caller\"\n\n"
            )
        };
        let text = format!("schema = 1\nname = \"shop\"\n\n{}", (0..600).map(entry).collect::<String>());
        fs::write(self.root.join(name), text).expect("the catalog can be written");
    }

    fn cache(&self) -> PathBuf {
        self.root.join("cache/wqerr")
    }

    /// The only file of the cache.
    fn kept(&self) -> PathBuf {
        let mut files = fs::read_dir(self.cache()).expect("the cache is there");
        files.next().expect("a catalog was kept").expect("it can be read").path()
    }

    /// Looks up the first entry; `shell` stands before the call.
    fn lookup(&self, name: &str, id: &str, shell: &str) {
        let script =
            format!("{shell} exec timeout 60 {} lookup {id}-7 --format plain", env!("CARGO_BIN_EXE_wqerr"));
        let output = Command::new("sh")
            .args(["-c", &script])
            .env("XDG_CONFIG_HOME", "/no/such/place")
            .env("XDG_CACHE_HOME", self.root.join("cache"))
            .env("WQERR_CATALOG", self.root.join(name))
            .output()
            .expect("sh starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(&format!("{id}-7")), "{}", text(&output.stdout));
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[test]
fn the_cache_is_the_users_own() {
    let place = Place::new("own");
    place.lookup("a.toml", "a", "umask 000;");
    assert_eq!((mode(&place.cache()), mode(&place.kept())), (0o700, 0o600));
    // What others may write to is left alone.
    let place = Place::new("of-others");
    fs::create_dir_all(place.cache()).expect("it can be made");
    fs::set_permissions(place.cache(), Permissions::from_mode(0o777)).expect("they can be set");
    place.lookup("a.toml", "a", "");
    assert_eq!(fs::read_dir(place.cache()).expect("it is there").count(), 0);
}

#[test]
fn no_link_is_followed() {
    let place = Place::new("link");
    place.lookup("a.toml", "a", "");
    let (kept, other) = (place.kept(), place.root.join("other"));
    fs::rename(&kept, &other).and_then(|()| symlink(&other, &kept)).expect("it can be a link");
    fs::write(&other, "mine").expect("it can be written");
    place.lookup("a.toml", "a", "");
    assert_eq!(fs::read_to_string(&other).expect("it is there"), "mine");
}

#[test]
fn a_pipe_in_the_cache_holds_nobody_up() {
    let place = Place::new("pipe");
    place.lookup("a.toml", "a", "");
    let kept = place.kept();
    fs::remove_file(&kept).expect("it is there");
    assert!(Command::new("mkfifo").arg(&kept).status().expect("mkfifo starts").success());
    place.lookup("a.toml", "a", "");
}

#[test]
fn the_head_of_one_catalog_is_not_taken_with_the_body_of_another() {
    /// The fingerprint of the text and a checksum.
    const HEAD: usize = 16;
    let (one, other) = (Place::new("one"), Place::new("other"));
    other.write("a.toml", "b");
    one.lookup("a.toml", "a", "");
    other.lookup("a.toml", "b", "");
    let (head, body) = (fs::read(one.kept()), fs::read(other.kept()));
    let (head, body) = (head.expect("it is there"), body.expect("it is there"));
    fs::write(one.kept(), [&head[..HEAD], &body[HEAD..]].concat()).expect("it can be written");
    one.lookup("a.toml", "a", "");
}

#[test]
fn a_limit_of_the_size_of_files_ends_no_call() {
    let place = Place::new("limit");
    place.lookup("a.toml", "a", "ulimit -f 1;");
}
