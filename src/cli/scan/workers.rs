//! The threads that examine blocks. They take turns at the inputs, and hand what they find over in order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use wqerr::scan::{Block, Scanner};

use super::Event;
use super::feed::{Feed, Piece};
use super::gather::{Batch, Gather};

/// More threads than this only wait for each other, and each takes memory.
const MAX_WORKERS: usize = 8;

/// Starts as many workers as there are cores. The last one to end says that all is done. They are not waited for: one
/// may be waiting for input when the program ends.
pub fn start(scanner: &Scanner<'static>, feed: Feed, gather: &Arc<Gather>, tell: &Sender<Event>) {
    let number = thread::available_parallelism().map_or(1, |cores| cores.get().min(MAX_WORKERS));
    // This thread counts as one until all are started.
    let left = Arc::new(AtomicUsize::new(number + 1));
    let feed = Arc::new(Mutex::new(feed));
    let mut started = 0;
    for _ in 0..number {
        let (feed, gather) = (Arc::clone(&feed), Arc::clone(gather));
        let (mut scanner, tell, leaving) = (scanner.clone(), tell.clone(), Leaving::new(&left, tell));
        let worker = thread::Builder::new().spawn(move || {
            work(&mut scanner, &feed, &gather, &tell);
            drop(leaving);
        });
        started += usize::from(worker.is_ok());
    }
    let _leaving = Leaving::new(&left, tell);
    if started == 0 {
        // A system without a thread to spare.
        work(&mut scanner.clone(), &feed, gather, tell);
    }
}

/// Says that all is done when the last of some workers is dropped, however that comes about.
struct Leaving {
    left: Arc<AtomicUsize>,
    tell: Sender<Event>,
}

impl Leaving {
    fn new(left: &Arc<AtomicUsize>, tell: &Sender<Event>) -> Self {
        Self { left: Arc::clone(left), tell: tell.clone() }
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        if self.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            _ = self.tell.send(Event::Done);
        }
    }
}

fn work(scanner: &mut Scanner<'static>, feed: &Mutex<Feed>, gather: &Gather, tell: &Sender<Event>) {
    let mut block = Block::default();
    loop {
        let piece = feed.lock().unwrap_or_else(PoisonError::into_inner).next_piece(&mut block);
        let label = match piece {
            None => return,
            Some(Piece::Read(label)) => label,
            Some(Piece::Range(label, range)) => {
                if let Err(error) = range.read(&mut block) {
                    feed.lock().unwrap_or_else(PoisonError::into_inner).give_up(label, &range.input, error);
                    block = Block::default();
                }
                label
            }
        };
        match gather.take(Batch::of(label, &block, scanner)) {
            Ok(true) => {}
            Ok(false) => return,
            Err(failure) => {
                _ = tell.send(Event::Unwritable(failure));
                return;
            }
        }
    }
}
