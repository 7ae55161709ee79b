/** What can be asked of the agent: one catalogue, of which the command line and the MCP tools are made. */
@NullMarked
package org.pilothouse.desktop.action;

import org.jspecify.annotations.NullMarked;
