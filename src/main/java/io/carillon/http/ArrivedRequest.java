package io.carillon.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request with a body that has arrived, and with its path and query, which a forward would replace by those of its target. */
final class ArrivedRequest extends HttpServletRequestWrapper {

    private final String uri;
    private final StringBuffer url;
    private final String servletPath;
    private final String pathInfo;
    private final String query;
    private ServletInputStream body;

    /** To be made while {@code request} is in its first thread. */
    ArrivedRequest(HttpServletRequest request) {
        super(request);
        uri = request.getRequestURI();
        url = request.getRequestURL();
        servletPath = request.getServletPath();
        pathInfo = request.getPathInfo();
        query = request.getQueryString();
    }

    void setBody(ServletInputStream content) {
        body = content;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(url);
    }

    @Override
    public String getServletPath() {
        return servletPath;
    }

    @Override
    public String getPathInfo() {
        return pathInfo;
    }

    @Override
    public String getQueryString() {
        return query;
    }
}
