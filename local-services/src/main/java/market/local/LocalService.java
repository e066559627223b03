package market.local;

/** The services an engine can start for itself. */
public enum LocalService {
    POSTGRES("postgres"),
    REDIS("redis"),
    ELASTICSEARCH("elasticsearch");

    private final String folderName;

    LocalService(String folderName) {
        this.folderName = folderName;
    }

    String folderName() {
        return folderName;
    }
}
