package market.local;

/** What the list of processes does not tell by itself. */
public final class Processes {
    private Processes() {}

    /**
     * An ended process stays listed, without a command, until its parent has asked how it ended. Where children of a
     * killed engine fall to a parent that never asks, as in a container without an init, they stay for good.
     */
    public static boolean isRunning(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }
}
