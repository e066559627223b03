package market.local;

/** The signal on which a service puts its data in order and leaves. */
enum StopSignal {
    INT,
    TERM,
    KILL;

    /**
     * What the kernel sends when the engine was killed: nobody waits for order then, and the next start recovers.
     * PostgreSQL ends its sessions at once on QUIT, without the checkpoint that INT makes it write.
     */
    String onDeath() {
        return this == INT ? "QUIT" : name();
    }
}
