# Two stages: everything is built by the same make targets as on a developer's machine, then only the program is kept.
# The build context has no .git, so the version is handed over: docker build --build-arg VERSION=1.2.0 .

FROM node:22-bookworm-slim AS node

FROM golang:1.26-bookworm AS build
# Node serves the build of styles and scripts only; the Go image brings make and a C compiler.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
# Dependencies first: they change less often than the sources.
COPY go.mod go.sum ./
RUN go mod download
COPY assets/package.json assets/package-lock.json assets/.npmrc assets/
COPY Makefile ./
RUN make assets/node_modules/.stamp
COPY . .
ARG VERSION=dev
RUN make build VERSION="$VERSION" && install -d -o 10001 -g 10001 /data

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Suivi du Ségur de la santé" \
      org.opencontainers.image.licenses="MIT"
# Certificates and time zones come from the build image: nothing is installed here.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/share/zoneinfo.zip
COPY --from=build /src/bin/segur /usr/local/bin/segur
COPY --from=build /src/LICENSE /src/LICENSE-DATA.md /usr/share/doc/segur/
# An empty /data owned by the account below: a new named volume takes its owner from it.
COPY --from=build --chown=10001:10001 /data /data
ENV ZONEINFO=/usr/share/zoneinfo.zip
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
  CMD ["segur", "health", "--url", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["segur"]
CMD ["serve", "--listen", ":8080", "--data", "/data"]
