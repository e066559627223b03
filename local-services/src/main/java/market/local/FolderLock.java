package market.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a data folder to one engine. The operating system frees it when the engine dies, however it dies. */
final class FolderLock implements AutoCloseable {
    // Closing a second channel on a locked file would free this process's lock, so a second attempt within one
    // process must be refused before it touches the file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path dataFolder) {
        try {
            Files.createDirectories(dataFolder);
            Path folder = dataFolder.toRealPath();
            if (!HELD_HERE.add(folder)) {
                throw new DataFolderInUseException(dataFolder);
            }
            try {
                return new FolderLock(folder, lock(folder));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + dataFolder + " cannot be used", e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("engine.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new DataFolderInUseException(folder);
        }
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
