//! What is decided by rules that a province edits (规则): which there are, and where a version of one comes from.

use crate::word::stored_vocabulary;

stored_vocabulary! {
    /// Which rules.
    RuleKind {
        /// 工作日历: which days are worked.
        Calendar = "calendar",
        /// 提醒与分级督办规则: who is told, and when.
        Ladder = "ladder",
        /// 亮灯规则: when a lamp turns yellow.
        Lamp = "lamp",
    }
}

stored_vocabulary! {
    /// Where a version comes from.
    RuleOrigin {
        /// 程序自带: it came with the program, and a program that comes with another one replaces it.
        Shipped = "shipped",
        /// 配置: the settings say so, or the file that they name, and other settings replace it.
        Settings = "settings",
        /// 原有: it stood in the database before there were versions, and somebody had edited it.
        Stored = "stored",
        /// 导入: somebody has made it what it is.
        Imported = "imported",
    }
}

impl RuleOrigin {
    /// Whether it follows files: what people have edited stays until they edit it again.
    pub fn follows_files(self) -> bool {
        matches!(self, Self::Shipped | Self::Settings)
    }
}
