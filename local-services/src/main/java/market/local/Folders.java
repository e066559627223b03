package market.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders that are there whole or not at all. */
final class Folders {
    private Folders() {}

    /** Fills a folder; may fail or be killed half-way. */
    @FunctionalInterface
    interface Filling {
        void fill(Path draft) throws IOException;
    }

    /**
     * Creates {@code target} in one step: it is filled under another name and renamed when it is whole, so a kill
     * half-way leaves only a draft, which the next attempt removes.
     */
    static Path createWhole(Path target, Filling filling) {
        if (Files.isDirectory(target)) {
            return target;
        }
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        try {
            delete(draft);
            Files.createDirectories(draft);
            filling.fill(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + target + " could not be filled", e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
