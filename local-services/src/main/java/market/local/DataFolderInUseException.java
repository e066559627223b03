package market.local;

import java.nio.file.Path;

/** Another living engine holds the data folder; two would destroy each other's data. */
public final class DataFolderInUseException extends LocalServiceException {
    private static final long serialVersionUID = 1;

    DataFolderInUseException(Path dataFolder) {
        super("Another engine uses the data folder " + dataFolder
                + ": stop it first, or start this one with another data folder.");
    }
}
