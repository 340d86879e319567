//! Floor 4: what runs in the background.
