//! The table of commands: one row each, which also makes the [`Command`] of that name.

use super::{Entry, Group, Scope};

const GLOBAL: &[Scope] = &[Scope::Global];
const ITEMS: &[Scope] = &[Scope::List];
const MOVING: &[Scope] = &[Scope::List, Scope::Text, Scope::Menu, Scope::Help];
const READING: &[Scope] = &[Scope::List, Scope::Menu, Scope::Help];
const LISTS: &[Scope] = &[Scope::List, Scope::Help];
const ACCOUNTS: &[Scope] = &[Scope::List, Scope::Customers];
const PAPERS: &[Scope] = &[Scope::Help];
const STANDUP: &[Scope] = &[Scope::Standup];
const TIME: &[Scope] = &[Scope::Timeline];
const WEEKS: &[Scope] = &[Scope::Timeline, Scope::Load];
const QUEUE: &[Scope] = &[Scope::Queue];
const BOARD: &[Scope] = &[Scope::Board];
const REVIEW: &[Scope] = &[Scope::Review];
const FIELDS: &[Scope] = &[Scope::Text];
const FORMS: &[Scope] = &[Scope::Form];

/// Makes the enum and the table from the same rows, so that no command can be without its words.
macro_rules! commands {
    ($($command:ident, $name:literal, $title:literal, $group:ident, $scopes:ident, $footer:literal, $help:literal;)*) => {
        /// Something the program can be asked to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $help] $command,)*
            /// Show the view of that number, from 1.
            View(u8),
        }

        /// Every command, in the order in which help and palette list them.
        pub const TABLE: &[Entry] = &[
            $(Entry {
                command: Command::$command,
                name: $name,
                title: $title,
                help: $help,
                scopes: $scopes,
                group: Group::$group,
                footer: $footer,
            },)*
            view(1, "view-1", "view 1", "Shows the first view."),
            view(2, "view-2", "view 2", "Shows the second view."),
            view(3, "view-3", "view 3", "Shows the third view."),
            view(4, "view-4", "view 4", "Shows the fourth view."),
            view(5, "view-5", "view 5", "Shows the fifth view."),
            view(6, "view-6", "view 6", "Shows the sixth view."),
            view(7, "view-7", "view 7", "Shows the seventh view."),
            view(8, "view-8", "view 8", "Shows the eighth view."),
            view(9, "view-9", "view 9", "Shows the ninth view."),
        ];
    };
}

const fn view(number: u8, name: &'static str, title: &'static str, help: &'static str) -> Entry {
    let command = Command::View(number);
    Entry { command, name, title, help, scopes: ITEMS, group: Group::Looking, footer: "" }
}

commands! {
    // command, name, title, group, scopes, footer, help
    Open, "open", "open", Moving, READING, "open", "Opens the commitment under the cursor, or takes the chosen entry.";
    QuickAdd, "quick-add", "quick add", Sales, ITEMS, "add", "Adds a promise from one typed line, with a live preview of what was understood.";
    AddForm, "add-form", "add with a form", Sales, ITEMS, "", "Adds a promise with a form that shows every field.";
    Ask, "ask", "add as only asked", Sales, ITEMS, "", "Adds what a customer asked for and nobody has promised yet.";
    Estimate, "estimate", "estimate", Tech, ITEMS, "estimate", "Gives the feasibility: a range of working days, a verdict, conditions.";
    Answer, "answer", "estimate and answer", Tech, ITEMS, "answer", "Estimates a promise, or every promise of its capability, and signs or counters each.";
    Countersign, "countersign", "countersign", Tech, ITEMS, "sign", "Shows the current terms and signs them for tech.";
    Counter, "counter", "counter-offer", Both, ITEMS, "counter", "Offers other terms, from either side.";
    Told, "told", "told the customer", Sales, ITEMS, "told", "Records that the customer was told the current terms.";
    MovesMenu, "moves-menu", "moves allowed now", Both, ITEMS, "moves", "Lists the moves that are allowed now, each with its key.";
    MoveDate, "move-date", "move the date", Sales, ITEMS, "", "Changes the promised date.";
    Accept, "accept", "accept the counter-offer", Sales, ITEMS, "", "Accepts the terms that tech offered.";
    Confirm, "confirm", "confirm as kept", Sales, ITEMS, "", "Confirms that the customer has it.";
    NotYet, "not-yet", "not there yet", Sales, ITEMS, "", "Says that what was delivered isn't there yet for the customer.";
    Withdraw, "withdraw", "withdraw", Sales, ITEMS, "", "Takes the promise back because it is no longer wanted.";
    Defer, "defer", "answer by a day", Tech, ITEMS, "", "Names the day by which tech will answer.";
    Decline, "decline", "decline", Tech, ITEMS, "", "Says no for tech, with the reason.";
    Progress, "progress", "work left", Tech, ITEMS, "", "Reports how much work is left.";
    Deliver, "deliver", "deliver", Tech, ITEMS, "", "Says that the work is done.";
    Revoke, "revoke", "take the signature back", Tech, ITEMS, "", "Takes tech's signature back, with the reason.";
    Note, "note", "note", Both, ITEMS, "note", "Adds a note to the conversation.";
    Edit, "edit", "edit", Both, ITEMS, "", "Edits fields that are no promise: title, tags, owners, links, value.";
    EditFile, "edit-file", "edit the file", Both, ITEMS, "", "Opens the commitment's file in your editor.";
    End, "end", "end it", Both, ITEMS, "", "Ends the commitment and asks which way.";
    AcceptRisk, "accept-risk", "accept a risk", Both, ITEMS, "", "Accepts a risk as manager, with a reason and a day to look again.";
    Reopen, "reopen", "reopen", Both, ITEMS, "", "Opens an ended commitment again.";
    Repeat, "repeat", "repeat on the marked", Marking, ITEMS, "", "Makes the last move again on every marked commitment.";
    Mark, "mark", "mark", Marking, ITEMS, "", "Marks the commitment under the cursor, or takes the mark away.";
    MarkRange, "mark-range", "mark a range", Marking, ITEMS, "", "Starts marking a range; once more ends it.";
    MarkAll, "mark-all", "mark all shown", Marking, ITEMS, "", "Marks everything the list shows, or takes all marks away.";
    Filter, "filter", "filter", Looking, LISTS, "filter", "Narrows the list while you type.";
    GroupBy, "group-by", "group by", Looking, ITEMS, "", "Groups the list by customer, owner, state or nothing.";
    SortNext, "sort-next", "sort by the next column", Looking, ITEMS, "", "Sorts by the column to the right.";
    SortPrevious, "sort-previous", "sort by the previous column", Looking, ITEMS, "", "Sorts by the column to the left.";
    SortReverse, "sort-reverse", "reverse the order", Looking, ITEMS, "", "Turns the order of the list around.";
    Columns, "columns", "choose the columns", Looking, ITEMS, "", "Chooses which columns the list shows, their order, and which of them stay in place.";
    ColumnsLater, "columns-later", "later columns", Looking, ITEMS, "", "Scrolls the columns behind those that stay in place to the later ones.";
    ColumnsEarlier, "columns-earlier", "earlier columns", Looking, ITEMS, "", "Scrolls the columns behind those that stay in place back.";
    SaveView, "save-view", "save the view", Looking, ITEMS, "", "Saves filter, order and grouping as a view of the book.";
    NextView, "next-view", "next view", Looking, ITEMS, "", "Shows the view to the right.";
    PreviousView, "previous-view", "previous view", Looking, ITEMS, "", "Shows the view to the left.";
    ToggleItemPane, "toggle-item-pane", "item pane", Looking, ITEMS, "", "Shows or hides the item beside the list.";
    ToggleMoney, "toggle-money", "money", Looking, ITEMS, "", "Shows or hides amounts of money.";
    CopyId, "copy-id", "copy the id", Looking, ITEMS, "", "Copies the commitment's id.";
    CopyLine, "copy-line", "copy a line for the customer", Looking, ITEMS, "", "Copies a line about the commitment that is safe to send to the customer.";
    Why, "why", "why this chance", Looking, ITEMS, "", "Explains the forecast: the record, the queue, the calendar, the range.";
    Brief, "brief", "what the customer may read", Sales, ACCOUNTS, "brief", "Shows the lines about a customer that are safe to send, to be copied.";
    Handoff, "handoff", "hand the customer over", Both, ACCOUNTS, "handoff", "Shows everything that was promised to a customer, for a colleague who takes over.";
    CopyPage, "copy-page", "copy what is shown", Looking, PAPERS, "", "Copies the text that is shown.";
    Down, "down", "down", Moving, MOVING, "", "Goes one line down.";
    Up, "up", "up", Moving, MOVING, "", "Goes one line up.";
    Left, "left", "left", Moving, ITEMS, "", "Goes back to the list, or closes the item pane.";
    Right, "right", "right", Moving, ITEMS, "", "Opens the item pane, or goes into it.";
    Top, "top", "to the top", Moving, READING, "", "Goes to the first line.";
    Bottom, "bottom", "to the bottom", Moving, READING, "", "Goes to the last line.";
    HalfPageDown, "half-page-down", "half a page down", Moving, READING, "", "Goes half a page down.";
    HalfPageUp, "half-page-up", "half a page up", Moving, READING, "", "Goes half a page up.";
    PageDown, "page-down", "a page down", Moving, READING, "", "Goes a page down.";
    PageUp, "page-up", "a page up", Moving, READING, "", "Goes a page up.";
    ScrollItemDown, "scroll-item-down", "scroll the item down", Moving, ITEMS, "", "Scrolls the item beside the list down.";
    ScrollItemUp, "scroll-item-up", "scroll the item up", Moving, ITEMS, "", "Scrolls the item beside the list up.";
    NextFlagged, "next-flagged", "next flagged", Moving, ITEMS, "", "Goes to the next commitment with a flag.";
    PreviousFlagged, "previous-flagged", "previous flagged", Moving, ITEMS, "", "Goes to the previous commitment with a flag.";
    FocusNext, "focus-next", "next pane", Moving, ITEMS, "", "Gives the keys to the next pane.";
    FocusPrevious, "focus-previous", "previous pane", Moving, ITEMS, "", "Gives the keys to the previous pane.";
    ZoomIn, "zoom-in", "zoom in", Screens, TIME, "closer", "Shows less time, and more of each day.";
    ZoomOut, "zoom-out", "zoom out", Screens, TIME, "wider", "Shows more time, and less of each day.";
    ShowToday, "show-today", "show today", Screens, WEEKS, "today", "Goes back to the weeks around today.";
    Earlier, "earlier", "earlier", Screens, WEEKS, "", "Goes several weeks back.";
    Later, "later", "later", Screens, WEEKS, "", "Goes several weeks on.";
    Queue, "queue", "what waits for me", Everywhere, ITEMS, "", "Shows what waits for an answer, the most exposed first; again, it goes back.";
    Whose, "whose", "mine, my team's, all", Screens, QUEUE, "whose", "Shows what waits for you, for your team, or for everybody.";
    MoveOn, "move-on", "move the card on", Screens, BOARD, "on", "Opens the move that takes the card to the next column.";
    MoveBack, "move-back", "move the card back", Screens, BOARD, "back", "Opens the move that takes the card back a column.";
    AnswerPulse, "answer-pulse", "answer the pulse", Screens, REVIEW, "pulse", "Asks for five numbers about how aligned the two sides are; kept without a name.";
    SignOff, "sign-off", "sign off the period", Screens, REVIEW, "sign off", "Records one sentence of your side about the period: what both agree to keep or to change.";
    ReviewLength, "review-length", "month, quarter or year", Screens, REVIEW, "length", "Looks back by months, quarters or years.";
    Undo, "undo", "undo", Everywhere, ITEMS, "undo", "Takes your last move back; the record keeps both.";
    Redo, "redo", "redo", Everywhere, ITEMS, "", "Makes the move again that was taken back.";
    Quote, "quote", "quote a date", Everywhere, GLOBAL, "quote", "Says which date can be promised, and what that takes from others, before anything is said.";
    Standup, "standup", "standup", Everywhere, ITEMS, "standup", "Goes through what needs a word between the two sides, one card at a time; once more, it goes back.";
    Palette, "palette", "palette", Everywhere, GLOBAL, "palette", "Finds any command by its name.";
    Help, "help", "help", Everywhere, GLOBAL, "help", "Lists every key that works here and what it does.";
    Back, "back", "back", Everywhere, GLOBAL, "back", "Goes one level back, and leaves only from the top.";
    Cancel, "cancel", "cancel", Everywhere, GLOBAL, "", "Closes what is open or lets go of what is chosen, and never leaves.";
    Leave, "leave", "leave", Everywhere, GLOBAL, "", "Leaves the program; half-typed text is kept for next time.";
    Suspend, "suspend", "suspend", Everywhere, GLOBAL, "", "Puts the program aside and gives the shell back.";
    Sync, "sync", "sync", Everywhere, GLOBAL, "sync", "Takes in what others said and sends what is new here; again, it stops.";
    SyncReport, "sync-report", "what the sync brought", Everywhere, ITEMS, "", "Shows what the last sync brought and sent, or what git said.";
    Reload, "reload", "reload", Everywhere, GLOBAL, "", "Reads the book again and repaints the screen.";
    ToggleMouse, "toggle-mouse", "mouse on or off", Everywhere, GLOBAL, "", "Gives the mouse to the program or to the terminal.";
    SwitchTheme, "switch-theme", "switch the theme", Everywhere, GLOBAL, "", "Shows the themes, each as you go past it, and keeps the one you choose.";
    Spoken, "spoken", "spoken about", Screens, STANDUP, "", "Goes on to the next card of the standup; there is nothing to record.";
    OnTrack, "on-track", "on track", Screens, STANDUP, "", "Puts on record that the work goes as promised, and goes on to the next card.";
    PutOff, "put-off", "put off", Screens, STANDUP, "", "Puts the card behind all others.";
    Named, "named", "somebody was named", Screens, STANDUP, "person", "Goes to the next card of the person who was just named.";
    CopyMarkdown, "copy-markdown", "copy as Markdown", Screens, STANDUP, "", "Copies what was decided today, as Markdown.";
    CopyChat, "copy-chat", "copy for a chat", Screens, STANDUP, "", "Copies what was decided today, as a message for a chat such as Slack.";
    EndStandup, "end-standup", "end the standup", Screens, STANDUP, "", "To what was decided and what is still open; once more, it ends the standup: what was decided is saved, and what changes from now on is new next time.";
    Submit, "submit", "submit", Typing, FIELDS, "submit", "Takes what was typed; one step, so a mistake can be undone.";
    Complete, "complete", "complete", Typing, FIELDS, "complete", "Takes the suggestion for the word being typed.";
    Newline, "newline", "new line", Typing, FIELDS, "", "Starts a new line where several are possible.";
    NextField, "next-field", "next field", Typing, FORMS, "next", "Goes to the next field of the form.";
    PreviousField, "previous-field", "previous field", Typing, FORMS, "", "Goes to the previous field of the form.";
    DateLater, "date-later", "a day later", Typing, FIELDS, "", "Moves a typed date one day later.";
    DateEarlier, "date-earlier", "a day earlier", Typing, FIELDS, "", "Moves a typed date one day earlier.";
}
