package market.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts children that never outlive this process and never run as root.
 *
 * <p>PostgreSQL and Elasticsearch refuse root. A user namespace takes root away without changing who owns the files
 * and works below a folder only root may enter; where namespaces are forbidden the children run as another user, who
 * then must own their folders. Both leave an ordinary user as he is.
 */
final class Launcher {
    private static final int NOBODY = 65534;
    private static final Duration PROBE_TIME = Duration.ofSeconds(5);
    private static final Duration ORPHAN_TIME = Duration.ofSeconds(15);
    private static final Pattern NOTE = Pattern.compile("(?<process>[0-9]{1,10}) (?<start>[0-9]{1,18})\n");
    // A start time is derived from the machine's boot time, which moves with every correction of its clock.
    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(10);

    private static final File NOTHING = new File("/dev/null");
    // The kernel's signal reaches the child only. What it started itself dies by a watcher in its session, which reads
    // from a pipe that closes with this process, however it ends.
    private static final String WATCHED =
            "exec 3<&0; (read -r _ <&3; kill -KILL 0) & exec 3<&-; exec \"$@\" </dev/null";

    // The kernel signals a child when the thread that started it ends, not the process: hence one thread for ever.
    private static final ExecutorService PARENT = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("local-services-parent").daemon().factory());

    private enum Confinement {
        NAMESPACE,
        OTHER_USER,
        SAME_USER,
        NONE
    }

    private final Confinement confinement;
    private final boolean ownSession;

    private Launcher(Confinement confinement, boolean ownSession) {
        this.confinement = confinement;
        this.ownSession = ownSession;
    }

    /** Finds out what this machine allows, by trying it. */
    static Launcher probe() {
        boolean root = isRoot();
        // PostgreSQL also refuses a user without a name, as containers often run under; a namespace gives him one.
        boolean nameless = System.getProperty("user.name", "?").equals("?");
        // A session of its own keeps the terminal's interrupt from children that the engine still needs to shut down.
        boolean ownSession = succeeds(List.of("setsid", "true"));
        for (Confinement candidate : Confinement.values()) {
            boolean suits = switch (candidate) {
                case NAMESPACE -> root || nameless;
                case OTHER_USER -> root;
                case SAME_USER -> !root;
                case NONE -> true;
            };
            if (suits && succeeds(confined(candidate, StopSignal.KILL, List.of("true")))) {
                return new Launcher(candidate, ownSession);
            }
        }
        return new Launcher(Confinement.NONE, ownSession);
    }

    /** Whether the kernel ends the children with this process; where it cannot, a shutdown hook must do. */
    boolean childrenDieWithUs() {
        return confinement != Confinement.NONE;
    }

    Child start(Program program) {
        try {
            Files.createDirectories(program.home());
            endOrphan(program);
            keepPreviousLog(program);
            give(program.home());
            Process process = spawn(builder(program));
            Files.writeString(program.processNote(), note(process.toHandle()));
            return new Child(program, process);
        } catch (IOException e) {
            throw new LocalServiceException(program.name() + " could not be started", e);
        }
    }

    /** Runs a short command to its end. */
    void run(Program program, Duration limit) {
        Child child = start(program);
        int exit = child.awaitExit(limit);
        child.forget();
        if (exit != 0) {
            throw child.failure("ended with " + exit);
        }
    }

    /** Makes the children's user the owner of a folder, where they run as another user. */
    void give(Path folder) throws IOException {
        if (confinement != Confinement.OTHER_USER) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!Files.isSymbolicLink(file)) {
                    Files.setAttribute(file, "unix:uid", NOBODY);
                    Files.setAttribute(file, "unix:gid", NOBODY);
                }
            }
        }
    }

    private ProcessBuilder builder(Program program) {
        var command = new ArrayList<String>();
        if (ownSession) {
            command.add("setsid");
        }
        // Without a session of its own the watcher's group would be ours.
        boolean watched = ownSession && program.startsOthers();
        command.addAll(confined(confinement, program.stopSignal(), watched ? watched(program) : program.command()));
        var builder = new ProcessBuilder(command)
                .directory(program.home().toFile())
                .redirectInput(watched ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(program.log().toFile());
        builder.environment().putAll(program.environment());
        return builder;
    }

    private static List<String> watched(Program program) {
        var command = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
        command.addAll(program.command());
        return command;
    }

    private static List<String> confined(Confinement confinement, StopSignal signal, List<String> command) {
        String death = signal.onDeath();
        String nobody = Integer.toString(NOBODY);
        List<String> prefix = switch (confinement) {
            case NAMESPACE ->
                List.of(
                        "unshare",
                        "--map-user=" + nobody,
                        "--map-group=" + nobody,
                        "setpriv",
                        "--pdeathsig",
                        death,
                        "--");
            case OTHER_USER ->
                List.of(
                        "setpriv",
                        "--reuid=" + nobody,
                        "--regid=" + nobody,
                        "--clear-groups",
                        "--pdeathsig",
                        death,
                        "--");
            case SAME_USER -> List.of("setpriv", "--pdeathsig", death, "--");
            case NONE -> List.of();
        };
        var whole = new ArrayList<String>(prefix);
        whole.addAll(command);
        return whole;
    }

    private static Process spawn(ProcessBuilder builder) throws IOException {
        Future<Process> started = PARENT.submit(builder::start);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return started.get();
                } catch (InterruptedException _) {
                    // The child may already be there; leaving now would lose it.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where the kernel could not end a former child, or has not yet: the same process by number and start time. */
    private static void endOrphan(Program program) throws IOException {
        if (!Files.exists(program.processNote())) {
            return;
        }
        Matcher noted = NOTE.matcher(Files.readString(program.processNote()));
        if (noted.matches()) {
            long startMillis = Long.parseLong(noted.group("start"));
            ProcessHandle.of(Long.parseLong(noted.group("process")))
                    .filter(Processes::isRunning)
                    .filter(handle -> Math.abs(startMillis(handle) - startMillis) < CLOCK_DRIFT.toMillis())
                    .ifPresent(handle -> Child.end(handle, program.stopSignal(), ORPHAN_TIME));
        }
        Files.delete(program.processNote());
    }

    private static String note(ProcessHandle handle) {
        return handle.pid() + " " + startMillis(handle) + "\n";
    }

    private static long startMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void keepPreviousLog(Program program) throws IOException {
        if (Files.exists(program.log())) {
            Path previous = program.home().resolve(program.name() + ".previous.log");
            Files.move(program.log(), previous, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = spawn(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            if (process.waitFor(PROBE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isRoot() {
        Path self = Path.of("/proc/self");
        try {
            return Files.exists(self)
                    ? Files.getAttribute(self, "unix:uid").equals(0)
                    : System.getProperty("user.name", "").equals("root");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
