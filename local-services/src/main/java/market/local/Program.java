package market.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child to start.
 *
 * @param name how messages call it; also the name of its log and of its process note
 * @param home where the log and the process note are kept; its working folder as well
 * @param startsOthers whether it runs processes of its own, which a signal to it does not reach
 */
record Program(
        String name,
        Path home,
        StopSignal stopSignal,
        boolean startsOthers,
        List<String> command,
        Map<String, String> environment) {

    Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Path log() {
        return home.resolve(name + ".log");
    }

    Path processNote() {
        return home.resolve(name + ".process");
    }
}
