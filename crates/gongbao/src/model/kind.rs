//! The closed lists of the model: 文种, levels, how a duty is shared.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All values, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name in the JSON tree.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

names! {
    /// The 文种 of a document: the fifteen of the 党政机关公文处理工作条例, and what a gazette prints beside them.
    DocumentKind {
        /// 决议
        Resolution = "resolution",
        /// 决定
        Decision = "decision",
        /// 命令(令)
        Order = "order",
        /// 公报
        Communique = "communique",
        /// 公告
        Announcement = "announcement",
        /// 通告
        PublicNotice = "public_notice",
        /// 意见
        Opinion = "opinion",
        /// 通知
        Notice = "notice",
        /// 通报
        Circular = "circular",
        /// 报告
        Report = "report",
        /// 请示
        Request = "request",
        /// 批复
        Reply = "reply",
        /// 议案
        Proposal = "proposal",
        /// 函
        Letter = "letter",
        /// 纪要
        Minutes = "minutes",
        /// 政策解读
        Interpretation = "interpretation",
        /// 法律
        Law = "law",
        /// 条例, 规定, 办法, 细则, 规则
        Regulation = "regulation",
        /// 方案, 计划, 规划, 要点, 措施
        Plan = "plan",
        /// 人事任免
        Appointment = "appointment",
        /// 目录, 名单, 清单
        List = "list",
        /// 讲话
        Speech = "speech",
        /// Anything else.
        Other = "other",
    }
}

names! {
    /// The level of a division: what its marker is in its own series.
    Level {
        /// 编, 分编
        Part = "part",
        /// 章
        Chapter = "chapter",
        /// 节
        Section = "section",
        /// 条
        Article = "article",
        /// 一、
        Heading1 = "heading1",
        /// (一)
        Heading2 = "heading2",
        /// 1.
        Heading3 = "heading3",
        /// (1)
        Heading4 = "heading4",
        /// ①
        Heading5 = "heading5",
        /// A 项 of an article: (一)
        Item = "item",
        /// A 目 of an item: 1.
        Subitem = "subitem",
        /// A `——` paragraph.
        Point = "point",
    }
}

impl Level {
    /// The abbreviation that an eid uses, after the Akoma Ntoso naming convention.
    pub(crate) const fn abbreviation(self) -> &'static str {
        match self {
            Level::Part => "part",
            Level::Chapter => "chp",
            Level::Section => "sec",
            Level::Article => "art",
            Level::Heading1 => "h1",
            Level::Heading2 => "h2",
            Level::Heading3 => "h3",
            Level::Heading4 => "h4",
            Level::Heading5 => "h5",
            Level::Item => "item",
            Level::Subitem => "subitem",
            Level::Point => "point",
        }
    }
}

names! {
    /// How the units of an assignment share it.
    AssignmentMode {
        /// 会同, 配合
        Joint = "joint",
        /// 牵头
        Lead = "lead",
        /// 按职责分工
        Respective = "respective",
        /// 责任单位:, A负责
        Listed = "listed",
    }
}

names! {
    /// How a date limits what is said.
    DateRelation {
        /// 到 (no later than the end of the period).
        By = "by",
        /// 前
        Before = "before",
        /// 从, 自
        From = "from",
        /// 期间, a range
        During = "during",
        /// The date alone.
        At = "at",
    }
}

names! {
    /// How exactly a date is said.
    DatePrecision {
        /// 年
        Year = "year",
        /// 上半年, 下半年
        Half = "half",
        /// 季度
        Quarter = "quarter",
        /// 月
        Month = "month",
        /// 日
        Day = "day",
    }
}

names! {
    /// How a target's value binds.
    Comparator {
        /// The value itself.
        Equal = "=",
        /// 以上, 不低于, ≥
        AtLeast = ">=",
        /// 以下, 不超过, ≤
        AtMost = "<=",
        /// <, 低于
        Less = "<",
        /// >, 超过
        Greater = ">",
        /// 左右
        About = "~",
    }
}
