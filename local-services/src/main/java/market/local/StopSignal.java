package market.local;

/** The signal on which a service puts its data in order and leaves. */
enum StopSignal {
    INT,
    TERM,
    KILL
}
