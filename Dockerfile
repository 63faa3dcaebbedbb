# One image for everything: by itself it is the whole product (embedded PostgreSQL included), and
# docker-compose.yml runs its API and its workers as services of their own.
#
#   docker build -t process-orchestrator .
#   docker run --rm -p 127.0.0.1:8082:8082 -v orchestrator-data:/data process-orchestrator

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund

FROM node:20.20.2-bookworm-slim AS run
# tini passes signals on and reaps what commands leave behind; git is for process types that clone; slots of commands start
# them with less work in Python.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates git python3-minimal tini \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 0700 /data
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8082 \
    DATA_DIR=/data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY process-types ./process-types
USER node
EXPOSE 8082
HEALTHCHECK --interval=10s --timeout=5s --retries=6 \
  CMD ["node", "dist/apps/api/src/health-check.js"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/apps/cli/src/main.js"]
