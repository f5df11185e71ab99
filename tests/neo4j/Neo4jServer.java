import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** A Neo4j server for the tests, on this machine only and with a password. */
public class Neo4jServer {
    /** {@code java -cp "lib/*" Neo4jServer.java HOME PORT [read-only]}: serve until whoever started it is gone. */
    public static void main(String[] arguments) throws Exception {
        SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        boolean readOnly = arguments.length > 2 && arguments[2].equals("read-only");
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.read_only_database_default, readOnly)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        while (System.in.read() >= 0) {
            // nothing is written there: it ends with the process at its other end
        }
        System.exit(0);
    }
}
