package market.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds the port to listen on. */
final class Ports {

    private static final int TRIES = 100;

    private Ports() {}

    static int choose(EngineSettings settings) {
        if (settings.port().isPresent()) {
            int port = settings.port().get();
            if (!isFree(port)) {
                throw new StartRefusedException("Port " + port + " (MARKET_PORT) is in use");
            }
            return port;
        }
        for (var port = EngineSettings.DEFAULT_PORT; port < EngineSettings.DEFAULT_PORT + TRIES; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new StartRefusedException("No port from " + EngineSettings.DEFAULT_PORT + " upwards is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress((InetAddress) null, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
