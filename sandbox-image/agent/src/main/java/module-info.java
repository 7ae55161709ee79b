/** The daemon inside a sandbox desktop. It runs on the class path; this guards its borders at compile time. */
module org.pilothouse.agent {
    requires static org.jspecify;
    requires okhttp3;
    requires org.pilothouse.protocol;
    requires org.slf4j;

    provides org.slf4j.spi.SLF4JServiceProvider with
            org.pilothouse.agent.log.AgentLogProvider;
}
